/** Before the update of one connection. */
import { Button } from '../../components/Button';
import { Notice } from '../../components/Notice';
import type { ConnectionView } from '../../ipc/bindings';
import { hasNews, iconOfNews, sentenceOfNews } from '../../words/news';
import { Accounts } from './Accounts';
import { ConfirmPanel } from './ConfirmPanel';
import styles from './confirm.module.css';
import { FINISH, Rules, type Rule } from './Rules';

interface Props {
  connection: ConnectionView;
  /** Whether the user wanted to connect the bank and chose this connection. */
  isInstead: boolean;
  onReplace: () => void;
  onOpen: () => void;
  onCancel: () => void;
}

export const UPDATE_RULES: readonly Rule[] = [
  { icon: 'window', text: 'Sign in at the bank, in the window that opens, and choose the accounts.' },
  {
    icon: 'minus',
    strong: 'Only the accounts you choose there stay active.',
    text: 'The others become inactive; their history stays.',
  },
  FINISH,
];

export function ConfirmUpdate({ connection, isInstead, onReplace, ...answers }: Props) {
  return (
    <ConfirmPanel title="Update this connection" institution={connection.institution} icon="bank" {...answers}>
      <Beforehand connection={connection} isInstead={isInstead} />
      <Rules rules={UPDATE_RULES} />
      <Accounts connection={connection} />
      {connection.can_replace && (
        <div className={styles.other}>
          <Button variant="quiet" size="small" icon="user" onPress={onReplace}>
            The login has a different username…
          </Button>
        </div>
      )}
    </ConfirmPanel>
  );
}

/** Why one would update it now. */
function Beforehand({ connection, isInstead }: Pick<Props, 'connection' | 'isInstead'>) {
  const { status, news, institution } = connection;
  if (isInstead) {
    return (
      <Notice tone="info" icon="equal">
        Nothing was connected. This updates the connection that you have; the bank’s window opens once more for it.
      </Notice>
    );
  }
  if (hasNews(news)) {
    return (
      <Notice tone="info" icon={iconOfNews(news)}>
        {sentenceOfNews(news, institution)}
      </Notice>
    );
  }
  if (status.kind !== 'active') return null;
  return (
    <Notice tone="info" icon="check">
      This connection works. Update it to change its accounts or to renew your consent.
    </Notice>
  );
}
