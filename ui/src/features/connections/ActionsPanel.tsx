/**
 * *Bank Connection Actions*: what can be done with what is chosen.
 *
 * From the top: a new bank, the main act on what is chosen, the balances, and at the end, apart and quiet, what changes one connection
 * for good.
 */
import { useId, type ReactNode } from 'react';

import { Button } from '../../components/Button';
import type { ConnectionView } from '../../ipc/bindings';
import { Institution } from '../../words/Institution';
import styles from './ActionsPanel.module.css';
import type { Choice } from './choice';
import { OnlyOne } from './OnlyOne';

const LISTED = 5;

export interface Acts {
  onConnect: () => void;
  onUpdate: (connections: ConnectionView[]) => void;
  onReconnect: (connection: ConnectionView) => void;
  onReplace: (connection: ConnectionView) => void;
  onRemove: (connection: ConnectionView) => void;
  /** Shows when the consents of the banks end. */
  onShowConsents: () => void;
  /** Opens the refresh window, with the accounts of what is chosen. Open to whoever is signed in. */
  onRefresh: (connections: ConnectionView[]) => void;
}

interface Props extends Acts {
  choice: Choice;
  /** Whether there is nothing yet to choose from. */
  isEmpty: boolean;
  advice: ReactNode;
}

export function ActionsPanel({ choice, isEmpty, advice, ...acts }: Props) {
  const titleId = useId();
  const reasonId = useId();
  const { chosen, connect, alone } = choice;
  return (
    <section className={styles.panel} aria-labelledby={titleId}>
      <h2 id={titleId} className={styles.title}>
        Bank Connection Actions
      </h2>
      <div className={styles.connect}>
        <Button
          icon="plus"
          variant={isEmpty ? 'primary' : 'secondary'}
          isDisabled={connect !== null}
          aria-describedby={reasonId}
          onPress={acts.onConnect}
        >
          Connect Bank – Plaid
        </Button>
      </div>
      {chosen.length > 0 && <Chosen connections={chosen} />}
      <MainAct choice={choice} reasonId={reasonId} isEmpty={isEmpty} {...acts} />
      <Refresh isEmpty={isEmpty} onRefresh={() => acts.onRefresh(chosen)} onShowConsents={acts.onShowConsents} />
      {alone !== null && (alone.replace !== null || alone.remove !== null) && (
        <OnlyOne alone={alone} told={{ refusal: choice.update, id: reasonId }} {...acts} />
      )}
      {chosen.length > 1 && (
        <p className={styles.more}>Choose a single connection to pause it, to change its login or to remove it.</p>
      )}
      {advice !== false && <div className={styles.advice}>{advice}</div>}
    </section>
  );
}

interface MainActProps extends Omit<Props, 'advice'> {
  reasonId: string;
}

/** The update, or what stands in its place where a removed connection is chosen. */
function MainAct({ choice, isEmpty, reasonId, onUpdate, onReconnect }: MainActProps) {
  const { chosen, update, alone } = choice;
  const reconnect = alone?.reconnect ?? null;
  return (
    <div className={styles.main}>
      <Button
        variant={reconnect === null && !isEmpty ? 'primary' : 'secondary'}
        isDisabled={update !== null}
        aria-describedby={reasonId}
        onPress={() => onUpdate(chosen)}
      >
        Update Bank Connections – Plaid
      </Button>
      <p id={reasonId} className={styles.reason} data-explains={update === null || undefined}>
        {update ?? explanationOf(chosen)}
      </p>
      {alone !== null && reconnect !== null && (
        <Button
          variant="primary"
          isDisabled={reconnect.refusal !== null}
          aria-describedby={reasonId}
          onPress={() => onReconnect(alone.connection)}
        >
          Reconnect Bank Connection – Plaid
        </Button>
      )}
    </div>
  );
}

interface RefreshProps {
  isEmpty: boolean;
  onRefresh: () => void;
  onShowConsents: () => void;
}

/** What anybody may do who is signed in. */
function Refresh({ isEmpty, onRefresh, onShowConsents }: RefreshProps) {
  const reasonId = useId();
  return (
    <div className={styles.refresh}>
      <Button icon="refresh" isDisabled={isEmpty} aria-describedby={reasonId} onPress={onRefresh}>
        Refresh
      </Button>
      <p id={reasonId} className={styles.reason} data-explains={!isEmpty || undefined}>
        {isEmpty ? 'Connect a bank first.' : 'Asks the banks for the balances of the accounts that you choose.'}
      </p>
      {!isEmpty && (
        <div>
          <Button variant="quiet" size="small" icon="wait" onPress={onShowConsents}>
            Consent calendar
          </Button>
        </div>
      )}
    </div>
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

function explanationOf(chosen: readonly ConnectionView[]): string {
  const [one, ...others] = chosen;
  if (others.length > 0) {
    return 'Opens the windows of the banks, one after another. You sign in there and choose the accounts; only those stay active.';
  }
  return one?.status.kind === 'needs_reconnecting'
    ? 'Opens the bank’s window. You sign in anew at the same bank; numbers, bank-account mapping and history stay.'
    : 'Opens the bank’s window. You sign in there and choose the accounts; only those stay active.';
}
