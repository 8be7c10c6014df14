/** *Bank Connection Actions*: what is chosen, and what can be done with it. */
import { useId } from 'react';

import { Button } from '../../components/Button';
import type { ConnectionView } from '../../ipc/bindings';
import { Institution } from '../../words/Institution';
import styles from './ActionsPanel.module.css';
import type { Choice } from './choice';

const LISTED = 5;

interface Props {
  choice: Choice;
  onUpdate: (connections: ConnectionView[]) => void;
}

export function ActionsPanel({ choice, onUpdate }: Props) {
  const titleId = useId();
  const reasonId = useId();
  const chosen = choice.state === 'nothing' ? [] : choice.chosen;
  return (
    <section className={styles.panel} aria-labelledby={titleId}>
      <div className={styles.about}>
        <h2 id={titleId} className={styles.title}>
          Bank Connection Actions
        </h2>
        {chosen.length > 0 && <Chosen connections={chosen} />}
      </div>
      <div className={styles.action}>
        <Button
          variant="primary"
          isDisabled={choice.state !== 'possible'}
          aria-describedby={reasonId}
          onPress={() => onUpdate(chosen)}
        >
          Update Bank Connections – Plaid
        </Button>
        <p id={reasonId} className={styles.reason}>
          {choice.state === 'possible' ? explanation(chosen.length) : choice.reason}
        </p>
      </div>
    </section>
  );
}

function Chosen({ connections }: { connections: readonly ConnectionView[] }) {
  const rest = connections.length - LISTED;
  return (
    <ul className={styles.chosen} aria-label="Chosen connections">
      {connections.slice(0, LISTED).map(({ id, institution }) => (
        <li key={id}>
          <Institution institution={institution} />
        </li>
      ))}
      {rest > 0 && <li className={styles.rest}>and {rest} more</li>}
    </ul>
  );
}

function explanation(count: number): string {
  const opens = count === 1 ? 'Opens the bank’s window.' : 'Opens the windows of the banks, one after another.';
  return `${opens} You sign in there and choose the accounts; only those stay active.`;
}
