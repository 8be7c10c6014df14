/** Before several connections are updated, one after another. */
import type { AccountView } from '../../ipc/bindings';
import { accountLabel } from '../../words/account';
import { Institution } from '../../words/Institution';
import { ConfirmPanel } from './ConfirmPanel';
import { UPDATE_RULES } from './ConfirmUpdate';
import styles from './confirm.module.css';
import { Rules } from './Rules';
import type { Task } from './task';

interface Props {
  tasks: readonly Task[];
  onOpen: () => void;
  onCancel: () => void;
}

export function ConfirmSeveral({ tasks, ...answers }: Props) {
  return (
    <ConfirmPanel title={`Update ${tasks.length} connections`} institution={null} icon="bank" {...answers}>
      <Rules rules={UPDATE_RULES} />
      <section>
        <h3 className={styles.heading}>One after another</h3>
        <ol className={styles.banks}>
          {tasks.map((task, index) => (
            <li key={index}>
              <Bank task={task} />
            </li>
          ))}
        </ol>
      </section>
    </ConfirmPanel>
  );
}

function Bank({ task }: { task: Task }) {
  if (task.purpose === 'connect') return 'A new bank';
  const { institution, accounts } = task.connection;
  return (
    <div>
      <Institution institution={institution} />
      {task.purpose === 'replace' && (
        <p>Plaid no longer knows the login. You pick this bank again and sign in anew; numbers and history stay.</p>
      )}
      <p className={styles.names}>{activeLabels(accounts)}</p>
    </div>
  );
}

function activeLabels(accounts: readonly AccountView[]): string {
  const labels = accounts.filter(({ active }) => active).map(accountLabel);
  return labels.length === 0 ? 'No active account' : `Active now: ${labels.join(', ')}`;
}
