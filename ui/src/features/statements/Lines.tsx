/** The lines of a bank account, or of one of its statements: narrowed, sorted, and with what they come to. */
import { useDeferredValue, useId, useState } from 'react';

import { Button } from '../../components/Button';
import { Placeholder } from '../../components/Placeholder';
import { Select } from '../../components/Select';
import { Skeleton } from '../../components/Skeleton';
import type { LongSort } from '../../components/LongTable';
import type { LinePageView, StatementView } from '../../ipc/bindings';
import { useFirstLines, type LinesQuery } from '../../ipc/queries';
import { formatDays } from '../../words/day';
import { CAUSES_OF_DIFFERENCE, differenceWords, minus } from '../../words/difference';
import { Failed } from '../../words/Failed';
import { bookLabel } from '../../words/imports';
import { formatMoney } from '../../words/money';
import { EVERYTHING, isFaulty, isOpen, narrowedBy } from './lineFilter';
import { LineFilters } from './LineFilters';
import styles from './lines.module.css';
import { LineTable, type LineColumn } from './LineTable';
import common from './statements.module.css';
import type { Place } from './StatementsWindow';

interface Props {
  place: Place;
  /** Those of the bank account. */
  statements: readonly StatementView[];
  onPlace: (place: Place) => void;
  /** Opens the window that takes statements out, with these chosen. */
  onExport: (ids: readonly string[]) => void;
  onBack: () => void;
}

const IN_ORDER: LongSort<LineColumn> = { column: 'statement', isDescending: false };

export function Lines({ place, statements, onPlace, onExport, onBack }: Props) {
  const [narrowing, setNarrowing] = useState(EVERYTHING);
  const [sort, setSort] = useState(IN_ORDER);
  const titleId = useId();
  const { book, statementId } = place;
  const shown = statements.find(({ id }) => id === statementId);
  const { faults } = narrowedBy(narrowing, book.currency);
  const { filter } = narrowedBy(useDeferredValue(narrowing), book.currency);
  const query: LinesQuery = {
    bank_account_id: book.id,
    statement_id: statementId,
    ...filter,
    order: sort.column === 'reference' ? 'statement' : sort.column,
    descending: sort.isDescending,
  };
  const lines = useFirstLines(query);
  const clear = () => setNarrowing(EVERYTHING);
  return (
    <section className={common.card} aria-labelledby={titleId}>
      <div className={common.toolbar}>
        <Button variant="quiet" icon="back" onPress={onBack} autoFocus>
          All statements
        </Button>
        <h2 id={titleId} className={styles.title}>
          {bookLabel(book)}{' '}
          {shown !== undefined && <span className={common.count}>{formatDays(shown.first, shown.last)}</span>}
        </h2>
        <Select
          label="Statement"
          all="All statements"
          options={statements.map(({ id, name }) => ({
            id,
            label: name,
          }))}
          value={statementId}
          onChange={(id) => onPlace({ book, statementId: id })}
        />
        <Button onPress={() => onExport(statementId === null ? statements.map(({ id }) => id) : [statementId])}>
          Export…
        </Button>
      </div>
      <LineFilters narrowing={narrowing} faults={faults} onChange={setNarrowing} />
      {lines.data === undefined ? (
        lines.error === null ? (
          <Skeleton label="Reading the lines…" />
        ) : (
          <Failed problem={lines.error} onRetry={() => void lines.refetch()} />
        )
      ) : lines.data.total === 0 ? (
        <Empty isNarrowed={!isOpen(narrowing)} onClear={clear} />
      ) : (
        <LineTable query={query} first={lines.data} isBusy={lines.isPlaceholderData} sort={sort} onSort={setSort} />
      )}
      {lines.data !== undefined &&
        (isFaulty(faults) ? (
          <p className={styles.unused}>
            A filter that is not right is not used until you put it right: until then nothing is counted.
          </p>
        ) : (
          <Foot page={lines.data} isNarrowed={!isOpen(narrowing)} statement={shown} />
        ))}
    </section>
  );
}

function Empty({ isNarrowed, onClear }: { isNarrowed: boolean; onClear: () => void }) {
  if (!isNarrowed) {
    return (
      <Placeholder icon="statement" title="No lines">
        Nothing was booked in these days.
      </Placeholder>
    );
  }
  return (
    <Placeholder icon="search" title="No line is like that" action={<Button onPress={onClear}>Clear filters</Button>}>
      Choose other days or amounts, or search for less.
    </Placeholder>
  );
}

interface FootProps {
  page: LinePageView;
  isNarrowed: boolean;
  /** The one statement that is shown. */
  statement: StatementView | undefined;
}

/**
 * How many lines there are and what they come to; where they are a whole statement, from its opening to its closing and
 * what the bank says to that. */
function Foot({ page: { total, sum }, isNarrowed, statement }: FootProps) {
  const isWhole = statement !== undefined && !isNarrowed;
  const bank = isWhole ? statement.bank : null;
  const difference = isWhole && bank !== null ? differenceWords(minus(bank, statement.closing)) : null;
  return (
    <>
      {difference !== null && <p className={styles.causes}>{CAUSES_OF_DIFFERENCE}</p>}
      <dl className={styles.foot}>
        <Fact label={isNarrowed ? 'Lines found' : 'Lines'}>{total.toLocaleString('en-US')}</Fact>
        {isWhole && <Fact label="Opening balance">{formatMoney(statement.opening)}</Fact>}
        {sum !== null && <Fact label="Sum">{formatMoney(sum)}</Fact>}
        {isWhole && <Fact label="Closing balance">{formatMoney(statement.closing)}</Fact>}
        {bank !== null && <Fact label="Balance at the bank">{formatMoney(bank)}</Fact>}
        {difference !== null && <Fact label="Difference">{difference}</Fact>}
      </dl>
    </>
  );
}

function Fact({ label, children }: { label: string; children: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
