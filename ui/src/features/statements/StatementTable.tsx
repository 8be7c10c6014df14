/** The statements, one below the other. A row opens its lines, the bank account in it opens all of its lines. */
import { Cell, Column, Row, Table, TableBody, TableHeader, type SortDescriptor } from 'react-aria-components/Table';
import type { ReactNode } from 'react';

import { Button } from '../../components/Button';
import { Highlight } from '../../components/Highlight';
import { SortMark } from '../../components/SortMark';
import type { StatementView } from '../../ipc/bindings';
import { formatDays } from '../../words/day';
import { differenceWords, minus } from '../../words/difference';
import { bookLabel } from '../../words/imports';
import { formatMoney } from '../../words/money';
import { formatDate, formatDateTime } from '../../words/time';
import styles from './statements.module.css';
import type { Place } from './StatementsWindow';

interface Props {
  statements: readonly StatementView[];
  searched: string;
  sort: SortDescriptor;
  onSort: (sort: SortDescriptor) => void;
  onOpen: (place: Place) => void;
  empty: ReactNode;
}

export function StatementTable({ statements, searched, sort, onSort, onOpen, empty }: Props) {
  return (
    <Table
      aria-label="Statements"
      className={styles.table ?? ''}
      sortDescriptor={sort}
      onSortChange={onSort}
      onRowAction={(key) => {
        const opened = statements.find(({ id }) => id === key);
        if (opened !== undefined) onOpen({ book: opened.bank_account, statementId: opened.id });
      }}
    >
      <TableHeader>
        <SortableColumn id="account">Bank account</SortableColumn>
        <SortableColumn id="period" isRowHeader>
          Statement
        </SortableColumn>
        <Column className={styles.amount ?? ''}>Opening balance</Column>
        <SortableColumn id="closing" isAmount>
          Closing balance
        </SortableColumn>
        <Column className={styles.amount ?? ''}>Balance at the bank</Column>
        <SortableColumn id="lines" isAmount>
          Lines
        </SortableColumn>
        <SortableColumn id="imported">Imported</SortableColumn>
      </TableHeader>
      <TableBody renderEmptyState={() => empty}>
        {statements.map((statement) => (
          <StatementRow key={statement.id} statement={statement} searched={searched} onOpen={onOpen} />
        ))}
      </TableBody>
    </Table>
  );
}

interface ColumnProps {
  id: string;
  isRowHeader?: boolean;
  isAmount?: boolean;
  children: string;
}

function SortableColumn({ id, isRowHeader = false, isAmount = false, children }: ColumnProps) {
  return (
    <Column id={id} isRowHeader={isRowHeader} allowsSorting className={isAmount ? (styles.amount ?? '') : ''}>
      {({ sortDirection }) => (
        <span data-align={isAmount ? 'end' : undefined}>
          <SortMark direction={sortDirection}>{children}</SortMark>
        </span>
      )}
    </Column>
  );
}

interface RowProps extends Pick<Props, 'searched' | 'onOpen'> {
  statement: StatementView;
}

function StatementRow({ statement, searched, onOpen }: RowProps) {
  const { id, name, bank_account: book, first, last, opening, closing, lines, imported_at: at } = statement;
  return (
    <Row id={id} textValue={`${bookLabel(book)} ${name}`}>
      <Cell>
        <Highlight text={book.name} part={searched} />
        <span className={styles.below}>
          <Highlight text={book.code} part={searched} />{' '}
          <Button
            size="small"
            variant="quiet"
            aria-label={`All lines of ${bookLabel(book)}`}
            onPress={() => onOpen({ book, statementId: null })}
          >
            All lines
          </Button>
        </span>
      </Cell>
      <Cell>
        <Highlight text={name} part={searched} />
        <span className={styles.below}>{formatDays(first, last)}</span>
      </Cell>
      <Cell className={styles.amount ?? ''}>{formatMoney(opening)}</Cell>
      <Cell className={styles.amount ?? ''}>{formatMoney(closing)}</Cell>
      <Cell className={styles.amount ?? ''}>
        <AtTheBank statement={statement} />
      </Cell>
      <Cell className={styles.amount ?? ''}>{lines.toLocaleString('en-US')}</Cell>
      <Cell>
        <time dateTime={at} title={formatDateTime(at)}>
          {formatDate(at)}
        </time>
        <span className={styles.below}>
          <Highlight text={statement.imported_by} part={searched} />
        </span>
      </Cell>
    </Row>
  );
}

/** Whether the bank says the same, and what it says where it does not. */
function AtTheBank({ statement: { bank, closing } }: { statement: StatementView }) {
  if (bank === null) return <span className={styles.none}>Not known</span>;
  const difference = differenceWords(minus(bank, closing));
  if (difference === null) return <span className={styles.agrees}>Agrees</span>;
  return (
    <>
      {formatMoney(bank)}
      <span className={styles.differs}>
        Difference <span className={styles.whole}>{difference}</span>
      </span>
    </>
  );
}
