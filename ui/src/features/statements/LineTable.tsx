/** The lines themselves. Only the parts in sight are asked for. */
import { useEffect, useState, type ReactNode } from 'react';

import { LongTable, type LongColumn, type LongSort, type Sight } from '../../components/LongTable';
import { Mark } from '../../components/Mark';
import { Highlight } from '../../components/Highlight';
import type { LinePageView, LineView } from '../../ipc/bindings';
import { LINES_AT_ONCE, useMoreLines, type LinesQuery } from '../../ipc/queries';
import { formatDay } from '../../words/day';
import { CORRECTIONS } from '../../words/imports';
import { formatMoney } from '../../words/money';
import { ProblemNotice } from '../../words/ProblemNotice';
import styles from './lines.module.css';

export type LineColumn = 'statement' | 'date' | 'description' | 'reference' | 'amount';

const REST: readonly LongColumn<LineColumn>[] = [
  { id: 'date', label: 'Date', width: '7rem', isSortable: true },
  { id: 'description', label: 'Description', width: 'minmax(0, 1fr)', isSortable: true },
  { id: 'reference', label: 'Reference', width: '8rem' },
  { id: 'amount', label: 'Amount', width: '9.5rem', align: 'end', isSortable: true },
];

const COLUMNS = [{ id: 'statement', label: 'Statement', width: '13.5rem', isSortable: true }, ...REST] as const;
/** Of one statement, its name need not stand in every line. */
const COLUMNS_OF_ONE = [{ id: 'statement', label: 'No.', width: '5rem', isSortable: true }, ...REST] as const;

/** What flies past while one scrolls is not asked for. */
const SETTLED_MS = 80;

interface Props {
  query: LinesQuery;
  first: LinePageView;
  isBusy: boolean;
  sort: LongSort<LineColumn>;
  onSort: (sort: LongSort<LineColumn>) => void;
}

export function LineTable({ query, first, isBusy, sort, onSort }: Props) {
  const [sight, setSight] = useState<Sight>({ first: 0, last: 0 });
  const parts = partsOf(useSettled(sight)).filter((part) => part > 0 && part * LINES_AT_ONCE < first.total);
  const more = useMoreLines(query, isBusy ? [] : parts);
  const isOfOne = query.statement_id !== null;
  const lineAt = (row: number): LineView | undefined => {
    const part = Math.floor(row / LINES_AT_ONCE);
    return (part === 0 ? first : more.pages.get(part))?.lines[row % LINES_AT_ONCE];
  };
  return (
    <div className={styles.lines} data-busy={isBusy || undefined} aria-busy={isBusy}>
      {more.problem !== null && (
        <div className={styles.notice}>
          <ProblemNotice problem={more.problem} steps={{ try_again: more.retry }} />
        </div>
      )}
      <LongTable
        label="Lines"
        columns={isOfOne ? COLUMNS_OF_ONE : COLUMNS}
        count={first.total}
        sort={sort}
        onSort={onSort}
        onSight={setSight}
        cell={(row, column) => cellOf(lineAt(row), column, query)}
        rowsOf={JSON.stringify(query)}
      />
    </div>
  );
}

function cellOf(line: LineView | undefined, column: LineColumn, query: LinesQuery): ReactNode | undefined {
  if (line === undefined) return undefined;
  const { words: searched, statement_id } = query;
  switch (column) {
    case 'statement':
      if (statement_id !== null) return line.position;
      return (
        <>
          {line.statement} <span className={styles.position}>{line.position}</span>
        </>
      );
    case 'date':
      return formatDay(line.date);
    case 'description':
      return <Description line={line} searched={searched} />;
    case 'reference':
      return <Highlight text={line.reference ?? ''} part={searched} />;
    case 'amount':
      return formatMoney(line.amount);
  }
}

function Description({ line: { description, correction }, searched }: { line: LineView; searched: string }) {
  return (
    <span className={styles.description} title={correction === null ? description : CORRECTIONS[correction].told}>
      <span className={styles.text}>
        <Highlight text={description} part={searched} />
      </span>
      {correction !== null && (
        <span className={styles.correction}>
          <Mark tone="warning" icon="repaired">
            {CORRECTIONS[correction].label}
          </Mark>
        </span>
      )}
    </span>
  );
}

function partsOf({ first, last }: Sight): number[] {
  const from = Math.floor(first / LINES_AT_ONCE);
  return Array.from({ length: Math.floor(last / LINES_AT_ONCE) - from + 1 }, (_, index) => from + index);
}

/** The rows at which the scrolling came to rest. */
function useSettled(sight: Sight): Sight {
  const [settled, setSettled] = useState(sight);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(sight), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [sight]);
  return settled;
}
