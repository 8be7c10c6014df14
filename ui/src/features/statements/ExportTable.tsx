/** The statements that can be taken out, each with a box. */
import { Cell, Column, Row, Table, TableBody, TableHeader } from 'react-aria-components/Table';
import { VisuallyHidden } from 'react-aria-components/VisuallyHidden';

import { Placeholder } from '../../components/Placeholder';
import { TableCheckbox } from '../../components/TableCheckbox';
import type { StatementView } from '../../ipc/bindings';
import { formatDays } from '../../words/day';
import { bookLabel } from '../../words/imports';
import styles from './exporting.module.css';

interface Props {
  statements: readonly StatementView[];
  chosen: ReadonlySet<string>;
  onChoose: (ids: ReadonlySet<string>) => void;
}

export function ExportTable({ statements, chosen, onChoose }: Props) {
  return (
    <Table
      aria-label="Statements to export"
      className={styles.table ?? ''}
      selectionMode="multiple"
      selectedKeys={chosen}
      onSelectionChange={(keys) =>
        onChoose(
          keys === 'all' ? new Set([...chosen, ...statements.map(({ id }) => id)]) : new Set([...keys].map(String)),
        )
      }
    >
      <TableHeader>
        <Column className={styles.choice ?? ''}>
          {statements.length > 0 ? <TableCheckbox /> : <VisuallyHidden>Choice</VisuallyHidden>}
        </Column>
        <Column>Bank account</Column>
        <Column isRowHeader>Statement</Column>
        <Column className={styles.amount ?? ''}>Lines</Column>
      </TableHeader>
      <TableBody renderEmptyState={() => <Nothing />}>
        {statements.map(({ id, name, bank_account: book, first, last, lines }) => (
          <Row key={id} id={id} textValue={`${bookLabel(book)} ${name}`}>
            <Cell className={styles.choice ?? ''}>
              <TableCheckbox />
            </Cell>
            <Cell>
              {book.name}
              <span className={styles.below}>{book.code}</span>
            </Cell>
            <Cell>
              {name}
              <span className={styles.below}>{formatDays(first, last)}</span>
            </Cell>
            <Cell className={styles.amount ?? ''}>{lines.toLocaleString('en-US')}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

function Nothing() {
  return (
    <Placeholder icon="search" title="No statement is like that">
      Choose other days, or search for less.
    </Placeholder>
  );
}
