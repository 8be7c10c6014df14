/** What asks for attention, above the list of connections. Nothing where nothing does. */
import { Button } from '../../components/Button';
import { Notice } from '../../components/Notice';
import { counted } from '../../words/account';
import { nameWithId } from '../../words/institution';
import { KeyringNotice } from './KeyringNotice';
import type { Attention } from './useAttention';

interface Props {
  attention: Attention;
  onShowRemoval: (connectionId: string) => void;
  onShowMail: () => void;
  onShowOrphans: () => void;
}

export function Notices({ attention, onShowRemoval, onShowMail, onShowOrphans }: Props) {
  const { keyring, removals, messages, orphans } = attention;
  const [first, ...others] = removals;
  return (
    <>
      {keyring !== null && <KeyringNotice problem={keyring} />}
      {first !== undefined && (
        <Notice
          tone="warning"
          icon="remove"
          title={`Plaid has not removed ${others.length === 0 ? 'a login' : `logins of ${removals.length} connections`} yet`}
          isInline
          action={
            others.length === 0 && (
              <Button size="small" onPress={() => onShowRemoval(first.id)}>
                Show details
              </Button>
            )
          }
        >
          {removals.map(({ institution }) => nameWithId(institution)).join(', ')}. It is tried again by itself.
        </Notice>
      )}
      {messages > 0 && (
        <Notice
          tone="warning"
          icon="mail"
          title={`${messages === 1 ? 'A message waits' : `${messages} messages wait`} because mail is not set up`}
          isInline
          action={
            <Button size="small" onPress={onShowMail}>
              Set up mail
            </Button>
          }
        >
          Set it up, or compose {messages === 1 ? 'it' : 'them'} in your mail program.
        </Notice>
      )}
      {orphans.length > 0 && (
        <Notice
          tone="warning"
          icon="question"
          title={`${counted(orphans.length, 'login', 'logins')} at Plaid that no record knows`}
          isInline
          action={
            <Button size="small" onPress={onShowOrphans}>
              Show lost logins
            </Button>
          }
        >
          Nobody uses {orphans.length === 1 ? 'it' : 'them'}, but Plaid may bill {orphans.length === 1 ? 'it' : 'them'}.
        </Notice>
      )}
    </>
  );
}
