/** Before the login of a connection is replaced: Plaid no longer knows it, or the user wants another one. */
import { Notice } from '../../components/Notice';
import type { ConnectionView } from '../../ipc/bindings';
import { Institution } from '../../words/Institution';
import { Accounts } from './Accounts';
import { ConfirmPanel } from './ConfirmPanel';
import { FINISH, Rules } from './Rules';

interface Props {
  connection: ConnectionView;
  onOpen: () => void;
  onCancel: () => void;
}

export function ConfirmReplace({ connection, ...answers }: Props) {
  const isGone = connection.status.kind === 'needs_reconnecting';
  return (
    <ConfirmPanel
      title={isGone ? 'Sign in anew' : 'Replace the login'}
      institution={connection.institution}
      icon="swap"
      {...answers}
    >
      {isGone && (
        <Notice tone="warning" icon="unplugged" title="Plaid no longer knows this login">
          Access was withdrawn at the bank or at Plaid, so it can’t be updated. A new login takes its place.
        </Notice>
      )}
      <Rules
        rules={[
          {
            icon: 'window',
            text: (
              <>
                Pick <Institution institution={connection.institution} /> again in the window that opens, sign in
                {isGone ? '' : ' with the other username'} and choose the accounts. Another bank is not accepted.
              </>
            ),
          },
          {
            icon: 'archive',
            strong: 'Numbers, bank-account mapping and history stay.',
            text: 'Accounts that can’t be told apart are asked about. Those you don’t choose become inactive.',
          },
          {
            icon: isGone ? 'equal' : 'remove',
            text: isGone
              ? 'Until the end nothing of the connection changes.'
              : 'The earlier login is removed at Plaid at the very end. Until then nothing of the connection changes.',
          },
          FINISH,
        ]}
      />
      <Accounts connection={connection} />
    </ConfirmPanel>
  );
}
