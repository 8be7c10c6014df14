/** A table to read, without selection. Rows are plain `<tr>`s; long ones scroll with their headings in place. */
import type { ReactNode } from 'react';

import styles from './PlainTable.module.css';

export interface PlainColumn {
  label: string;
  /** Of the whole width, as CSS takes it. The rest is shared. */
  width?: string;
  align?: 'start' | 'end';
}

interface Props {
  label: string;
  columns: readonly PlainColumn[];
  /** Whether it takes whatever room it has, in place of a width at which it scrolls. */
  isNarrow?: boolean;
  /** One or several `<tbody>`. */
  children: ReactNode;
}

export function PlainTable({ label, columns, isNarrow = false, children }: Props) {
  return (
    <table className={styles.table} aria-label={label} data-narrow={isNarrow || undefined}>
      <colgroup>
        {columns.map((column) => (
          <col key={column.label} style={{ inlineSize: column.width }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.label} scope="col" data-align={column.align ?? 'start'}>
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      {children}
    </table>
  );
}
