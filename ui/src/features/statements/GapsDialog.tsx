/** The days of which no transactions were read, account by account, what to do about them, and who has seen to them. */
import { useState } from 'react';

import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import { Mark } from '../../components/Mark';
import { PlainTable } from '../../components/PlainTable';
import { TextField } from '../../components/TextField';
import type { GapView, ImportAccountView, SeenGapView } from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';
import { accountLabel, counted } from '../../words/account';
import { daysFrom, formatDays } from '../../words/day';
import { importLabel } from '../../words/imports';
import { ProblemNotice } from '../../words/ProblemNotice';
import { formatDateTime } from '../../words/time';
import styles from './attention.module.css';
import { countOpen, inOrder, type GapOf } from './gaps';

const COLUMNS = [
  { label: 'Account' },
  { label: 'Days without transactions', width: '12rem' },
  { label: 'How many', width: '5rem', align: 'end' },
  { label: 'Seen to', width: '17rem' },
] as const;

const LONGEST_NOTE = 200;

interface Props {
  gaps: readonly GapOf[];
  accounts: readonly ImportAccountView[];
  onClose: () => void;
}

export function GapsDialog({ gaps, accounts, onClose }: Props) {
  const open = countOpen(gaps);
  return (
    <DialogPanel
      title="Days without transactions"
      tone={open > 0 ? 'warning' : 'quiet'}
      icon="attention"
      width="widest"
      onEscape={onClose}
      aside={open === 0 ? 'All of them are seen to.' : `${open} of ${gaps.length} ${open === 1 ? 'is' : 'are'} open.`}
      actions={
        <Button variant="primary" autoFocus onPress={onClose}>
          Close
        </Button>
      }
    >
      <p>
        No transactions were read for these days, as when a connection was broken for longer than the bank looks back.
        Statements of these days can be incomplete.
      </p>
      <p>
        <strong>What to do:</strong> ask the bank for its own statement of these days, or look them up in online
        banking, and enter what is missing in your accounting software. Then say here that you have seen to it.
      </p>
      <div className={styles.days}>
        <PlainTable label="Days without transactions" columns={COLUMNS}>
          <tbody>
            {inOrder(gaps).map((gap) => (
              <Row
                key={`${gap.accountId} ${gap.first} ${gap.last}`}
                gap={gap}
                account={accounts.find(({ id }) => id === gap.accountId)}
              />
            ))}
          </tbody>
        </PlainTable>
      </div>
    </DialogPanel>
  );
}

function Row({ gap, account }: { gap: GapOf; account: ImportAccountView | undefined }) {
  const { accountId, first, last, seen } = gap;
  const label = account === undefined ? accountId : importLabel(account);
  return (
    <tr>
      <th scope="row">
        {label}
        {account !== undefined && (
          <span className={styles.below}>
            <span className={styles.number}>{account.number}</span> · {accountLabel(account)} ·{' '}
            {account.institution.name}
          </span>
        )}
      </th>
      <td>{formatDays(first, last)}</td>
      <td data-align="end">{counted(daysFrom(first, last), 'day', 'days')}</td>
      <td>
        {seen === null ? (
          <Open gap={gap} called={`${formatDays(first, last)} of ${label}`} />
        ) : (
          <SeenTo gap={gap} seen={seen} called={`${formatDays(first, last)} of ${label}`} />
        )}
      </td>
    </tr>
  );
}

interface StateProps {
  gap: GapOf;
  /** For whoever does not see in which row the button is. */
  called: string;
}

/** Asks for a note, which may be left out. */
function Open({ gap, called }: StateProps) {
  const see = useAct('see_to_gap');
  const [note, setNote] = useState<string | null>(null);
  if (note === null) {
    return (
      <Button size="small" aria-label={`Seen to ${called}`} onPress={() => setNote('')}>
        Seen to…
      </Button>
    );
  }
  const isTooLong = note.trim().length > LONGEST_NOTE;
  return (
    <form
      className={styles.seeing}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isTooLong) void see.run({ ...argumentOf(gap), note: note.trim() });
      }}
    >
      <TextField
        label="Note (optional)"
        placeholder="Such as: entered by hand"
        value={note}
        autoFocus
        onChange={setNote}
        error={isTooLong ? `Use at most ${LONGEST_NOTE} characters.` : null}
      />
      <span className={styles.acts}>
        <Button size="small" onPress={() => setNote(null)}>
          Cancel
        </Button>
        <Button size="small" type="submit" isPending={see.isPending}>
          Seen to
        </Button>
      </span>
      {see.problem !== null && <ProblemNotice problem={see.problem} />}
    </form>
  );
}

function SeenTo({ gap, seen: { by, at, note }, called }: StateProps & { seen: SeenGapView }) {
  const reopen = useAct('reopen_gap');
  return (
    <>
      <Mark tone="good" icon="check">
        {`Seen to by ${by}`}
      </Mark>
      {note !== null && <span className={styles.noted}>{note}</span>}
      <span className={styles.below}>{formatDateTime(at)}</span>
      <Button
        size="small"
        variant="quiet"
        aria-label={`Open again ${called}`}
        isPending={reopen.isPending}
        onPress={() => void reopen.run(argumentOf(gap))}
      >
        Open again
      </Button>
      {reopen.problem !== null && <ProblemNotice problem={reopen.problem} />}
    </>
  );
}

function argumentOf({ accountId, first, last }: { accountId: string } & GapView) {
  return { account_id: accountId, first, last };
}
