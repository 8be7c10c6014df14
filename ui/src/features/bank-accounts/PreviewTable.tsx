/** Line by line what a file would do, beginning with what can’t be taken. */
import { useState } from 'react';

import { Button } from '../../components/Button';
import { Mark } from '../../components/Mark';
import { PlainTable } from '../../components/PlainTable';
import type { BankAccountRowView } from '../../ipc/bindings';
import { counted } from '../../words/account';
import styles from './bankAccounts.module.css';
import { effectOf, inOrder } from './preview';

/** How many lines are drawn, and how many more on demand. */
const PAGE = 200;

const COLUMNS = [
  { label: 'Line', width: '3.75rem' },
  { label: 'Code', width: '7rem' },
  { label: 'Name' },
  { label: 'Currency', width: '4.75rem' },
  { label: 'What it does', width: '42%' },
] as const;

const MARKS = {
  faulty: { icon: 'attention', tone: 'danger' },
  new: { icon: 'plus', tone: 'good' },
  changed: { icon: 'swap', tone: 'info' },
  unchanged: { icon: 'equal', tone: 'quiet' },
} as const;

interface Props {
  rows: readonly BankAccountRowView[];
  label?: string;
}

export function PreviewTable({ rows, label = 'What the file would do' }: Props) {
  const [limit, setLimit] = useState(PAGE);
  const shown = inOrder(rows).slice(0, limit);
  return (
    <>
      <PlainTable label={label} columns={COLUMNS} isNarrow>
        <tbody>
          {shown.map((row) => (
            <tr key={row.line}>
              <td className={styles.line}>{row.line}</td>
              <td className={styles.code}>{row.code}</td>
              <td>{row.name}</td>
              <td>{row.currency}</td>
              <td>
                <Mark {...MARKS[row.change.kind]}>{effectOf(row)}</Mark>
              </td>
            </tr>
          ))}
        </tbody>
      </PlainTable>
      {shown.length < rows.length && (
        <p className={styles.more}>
          {shown.length} of {counted(rows.length, 'line', 'lines')} are shown.
          <Button size="small" onPress={() => setLimit(limit + PAGE)}>
            Show more
          </Button>
        </p>
      )}
    </>
  );
}
