/**
 * A table to read of which only the rows in sight are drawn, so that a hundred thousand of them scroll as ten do.
 *
 * The rows are asked for by their place and need not be there yet. The collections of the table component are built from
 * all rows beforehand, and so would take as long as there are rows: this one takes as long as there is window.
 */
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode, type UIEvent } from 'react';

import styles from './LongTable.module.css';
import { SortMark } from './SortMark';

export interface LongColumn<Id extends string> {
  id: Id;
  label: string;
  /** As a grid takes it. */
  width: string;
  align?: 'start' | 'end';
  isSortable?: boolean;
}

export interface LongSort<Id extends string> {
  column: Id;
  isDescending: boolean;
}

/** The rows in sight, counted from nought, the last one too. */
export interface Sight {
  first: number;
  last: number;
}

interface Props<Id extends string> {
  label: string;
  columns: readonly LongColumn<Id>[];
  count: number;
  sort: LongSort<Id>;
  onSort: (sort: LongSort<Id>) => void;
  /** Is told which rows are in sight. */
  onSight: (sight: Sight) => void;
  /** What stands in a cell, or nothing where the row is not there yet. */
  cell: (row: number, column: Id) => ReactNode | undefined;
  /** Whatever makes other rows of it. They begin at the top then. */
  rowsOf: string;
}

const ROW_PX = 34;
/** What is drawn above and below what is in sight. */
const SPARE = 8;
/** Before it is known how high it is. */
const HEIGHT_PX = 680;

export function LongTable<Id extends string>(props: Props<Id>) {
  const { label, columns, count, sort, onSort, onSight, cell, rowsOf } = props;
  const { scroll, sight, look } = useSight(count, rowsOf);
  useEffect(() => onSight(sight), [onSight, sight]);
  const rows = Array.from({ length: Math.max(0, sight.last - sight.first + 1) }, (_, index) => sight.first + index);
  const layout = { gridTemplateColumns: columns.map(({ width }) => width).join(' ') };
  return (
    <div ref={scroll} className={styles.scroll} tabIndex={0} role="group" aria-label={label} onScroll={look}>
      <div className={styles.table} role="table" aria-label={label} aria-rowcount={count + 1}>
        <div role="rowgroup" className={styles.head}>
          <div role="row" aria-rowindex={1} className={styles.row} style={layout}>
            {columns.map((column) => (
              <Heading key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
          </div>
        </div>
        <div role="rowgroup" className={styles.body} style={{ blockSize: count * ROW_PX }}>
          {rows.map((row) => (
            <div
              key={row}
              role="row"
              aria-rowindex={row + 2}
              className={styles.row}
              style={{ ...layout, insetBlockStart: row * ROW_PX, blockSize: ROW_PX }}
            >
              {columns.map(({ id, align }) => (
                <div key={id} role="cell" className={styles.cell} data-align={align}>
                  {cell(row, id) ?? <span className={styles.unread} />}
                </div>
              ))}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

interface HeadingProps<Id extends string> {
  column: LongColumn<Id>;
  sort: LongSort<Id>;
  onSort: (sort: LongSort<Id>) => void;
}

function Heading<Id extends string>({ column, sort, onSort }: HeadingProps<Id>) {
  const { id, label, align, isSortable = false } = column;
  const direction = sort.column !== id ? undefined : sort.isDescending ? 'descending' : 'ascending';
  return (
    <div
      role="columnheader"
      className={styles.heading}
      data-align={align}
      aria-sort={isSortable ? (direction ?? 'none') : undefined}
    >
      {isSortable ? (
        <button
          type="button"
          data-align={align}
          onClick={() => onSort({ column: id, isDescending: direction === 'ascending' })}
        >
          <SortMark direction={direction}>{label}</SortMark>
        </button>
      ) : (
        label
      )}
    </div>
  );
}

/** The rows in sight of what scrolls, with what is drawn beside them. */
function useSight(count: number, rowsOf: string) {
  const scroll = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ top: 0, height: HEIGHT_PX });
  useLayoutEffect(() => {
    const { current } = scroll;
    if (current === null) return;
    const measure = () => {
      if (current.clientHeight > 0) setPlace((before) => ({ ...before, height: current.clientHeight }));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (scroll.current !== null) scroll.current.scrollTop = 0;
  }, [rowsOf]);
  const first = Math.max(0, Math.floor(place.top / ROW_PX) - SPARE);
  const last = Math.min(count - 1, Math.ceil((place.top + place.height) / ROW_PX) + SPARE);
  const [sight, setSight] = useState<Sight>({ first: 0, last: 0 });
  const shown = { first: Math.min(first, Math.max(0, last)), last };
  if (shown.first !== sight.first || shown.last !== sight.last) setSight(shown);
  const look = ({ currentTarget }: UIEvent<HTMLDivElement>) => {
    const { scrollTop } = currentTarget;
    setPlace((before) => ({ ...before, top: scrollTop }));
  };
  return { scroll, sight, look };
}
