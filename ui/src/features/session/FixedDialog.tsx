/** The end of repairing: which connections work again, and which still wait. What it says is on record. */
import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import { Mark } from '../../components/Mark';
import type { ConnectionView } from '../../ipc/bindings';
import { useConnections } from '../../ipc/queries';
import { counted } from '../../words/account';
import { Institution } from '../../words/Institution';
import { needsUser, nextStepOf, STATUSES } from '../../words/status';
import styles from './fixed.module.css';
import { asOf, type Run } from './task';

export function FixedDialog({ run, onDone }: { run: Run; onDone: () => void }) {
  const known = useConnections().data ?? [];
  const connections = run.tasks.flatMap((task) => {
    const now = asOf(task, known);
    return now.purpose === 'connect' ? [] : [now.connection];
  });
  const waiting = connections.filter(needsUser);
  const isDone = waiting.length === 0;
  return (
    <DialogPanel
      title={titleOf(connections, waiting)}
      tone={isDone ? 'good' : 'warning'}
      icon={isDone ? 'check' : 'attention'}
      onEscape={onDone}
      actions={
        <Button variant="primary" autoFocus onPress={onDone}>
          Done
        </Button>
      }
    >
      <ul>
        {connections.map((connection) => (
          <li key={connection.id} className={styles.row}>
            <Institution institution={connection.institution} />
            <Mark {...STATUSES[connection.status.kind]}>{STATUSES[connection.status.kind].label}</Mark>
            {connection.status.kind !== 'active' && <p className={styles.words}>{nextStepOf(connection)}</p>}
          </li>
        ))}
      </ul>
    </DialogPanel>
  );
}

function titleOf(all: readonly ConnectionView[], waiting: readonly ConnectionView[]): string {
  if (waiting.length === 0) return all.length === 1 ? 'Nothing waits for you' : 'Nothing waits for you any more';
  return `${waiting.length} of ${counted(all.length, 'connection', 'connections')} still ${waiting.length === 1 ? 'needs' : 'need'} you`;
}
