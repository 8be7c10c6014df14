/** The list of connections: bank, status with its next step, last update, accounts. Several can be chosen. */
import { Cell, Column, Row, Table, TableBody, TableHeader, type SortDescriptor } from 'react-aria-components/Table';
import { VisuallyHidden } from 'react-aria-components/VisuallyHidden';
import type { ReactNode } from 'react';

import { Button } from '../../components/Button';
import { Mark } from '../../components/Mark';
import { SortMark } from '../../components/SortMark';
import { TableCheckbox } from '../../components/TableCheckbox';
import type { ConnectionView } from '../../ipc/bindings';
import { Institution } from '../../words/Institution';
import { hasNews, sentenceOfNews } from '../../words/news';
import { failing, sentenceOfFormer } from '../../words/removal';
import { PAUSED, PAUSED_TOLD, STATUSES, nextStepOf } from '../../words/status';
import { formatClock, formatDate } from '../../words/time';
import styles from './ConnectionTable.module.css';

export interface RowActs {
  /** Takes up again what was interrupted or left for later. */
  onTakeUp: (connection: ConnectionView) => void;
  /** Shows the removals that Plaid has not confirmed yet. */
  onShowRemoval: (connection: ConnectionView) => void;
}

interface Props {
  connections: readonly ConnectionView[];
  searched: string;
  chosen: ReadonlySet<string>;
  onChoose: (ids: ReadonlySet<string>) => void;
  sort: SortDescriptor;
  onSort: (sort: SortDescriptor) => void;
  rowActs: RowActs;
  empty: ReactNode;
}

export function ConnectionTable({ connections, searched, chosen, onChoose, sort, onSort, rowActs, empty }: Props) {
  return (
    <Table
      aria-label="Bank connections"
      className={styles.table ?? ''}
      selectionMode="multiple"
      selectedKeys={chosen}
      onSelectionChange={(keys) => {
        onChoose(
          keys === 'all' ? new Set([...chosen, ...connections.map(({ id }) => id)]) : new Set([...keys].map(String)),
        );
      }}
      sortDescriptor={sort}
      onSortChange={onSort}
    >
      <TableHeader>
        <Column className={styles.choice ?? ''}>
          {connections.length > 0 ? <TableCheckbox /> : <VisuallyHidden>Choice</VisuallyHidden>}
        </Column>
        <SortableColumn id="bank" isRowHeader>
          Bank
        </SortableColumn>
        <SortableColumn id="status">Status</SortableColumn>
        <SortableColumn id="updated">Last updated</SortableColumn>
        <Column id="accounts">Accounts</Column>
      </TableHeader>
      <TableBody renderEmptyState={() => empty}>
        {connections.map((connection) => (
          <ConnectionRow key={connection.id} connection={connection} searched={searched} rowActs={rowActs} />
        ))}
      </TableBody>
    </Table>
  );
}

function SortableColumn({
  id,
  isRowHeader = false,
  children,
}: {
  id: string;
  isRowHeader?: boolean;
  children: string;
}) {
  return (
    <Column id={id} isRowHeader={isRowHeader} allowsSorting>
      {({ sortDirection }) => <SortMark direction={sortDirection}>{children}</SortMark>}
    </Column>
  );
}

interface RowProps {
  connection: ConnectionView;
  searched: string;
  rowActs: RowActs;
}

function ConnectionRow({ connection, searched, rowActs }: RowProps) {
  const { id, institution, status } = connection;
  const { label, icon, tone } = STATUSES[status.kind];
  const told = toldOf(connection);
  return (
    <Row
      id={id}
      textValue={`${institution.name} ${institution.id}`}
      data-obsolete={status.kind === 'obsolete' || undefined}
    >
      <Cell className={styles.choice ?? ''}>
        <TableCheckbox />
      </Cell>
      <Cell>
        <Institution institution={institution} layout="stacked" searched={searched} />
      </Cell>
      <Cell>
        <div className={styles.status}>
          <div className={styles.statusText} data-long={told.length > 1 || undefined}>
            <div className={styles.marks}>
              {!(connection.is_paused && status.kind === 'active') && (
                <Mark tone={tone} icon={icon}>
                  {label}
                </Mark>
              )}
              {connection.is_paused && (
                <Mark tone="quiet" icon="pause">
                  {PAUSED}
                </Mark>
              )}
            </div>
            {told.map((text) => (
              <p key={text} className={styles.nextStep}>
                {text}
              </p>
            ))}
          </div>
          <RowButton connection={connection} {...rowActs} />
        </div>
      </Cell>
      <Cell>
        <LastUpdated at={connection.updated_at} />
      </Cell>
      <Cell>
        <AccountCount connection={connection} />
      </Cell>
    </Row>
  );
}

/** The next step, and what else is to be known of the connection. */
function toldOf(connection: ConnectionView): string[] {
  const { status, news, institution, removals } = connection;
  // That there is nothing to do would be said of what does nothing.
  const isAtRest = connection.is_paused && status.kind === 'active' && connection.consent_ends_at === null;
  const told = isAtRest ? [] : [nextStepOf(connection)];
  if (status.reason !== 'new_accounts' && hasNews(news)) told.push(sentenceOfNews(news, institution));
  if (connection.is_paused) told.push(PAUSED_TOLD);
  for (const removal of removals) if (removal.is_former) told.push(sentenceOfFormer(removal));
  return told;
}

function RowButton({ connection, onTakeUp, onShowRemoval }: { connection: ConnectionView } & RowActs) {
  const { kind } = connection.status;
  if (kind === 'update_interrupted' || kind === 'awaiting_mapping') {
    return (
      <Button size="small" onPress={() => onTakeUp(connection)}>
        {kind === 'update_interrupted' ? 'Try again now' : 'Tell accounts apart'}
      </Button>
    );
  }
  if (failing(connection).length === 0) return null;
  return (
    <Button size="small" onPress={() => onShowRemoval(connection)}>
      Removal details
    </Button>
  );
}

function AccountCount({ connection: { accounts, status } }: { connection: ConnectionView }) {
  // None of them is in use any more.
  if (status.kind === 'obsolete' || status.kind === 'removing') {
    return <span className={styles.soft}>{accounts.length} on record</span>;
  }
  return (
    <>
      {accounts.filter(({ active }) => active).length}
      <span className={styles.soft}> of {accounts.length} active</span>
    </>
  );
}

function LastUpdated({ at }: { at: string | null }) {
  if (at === null) return <span className={styles.soft}>Not yet</span>;
  return (
    <time dateTime={at}>
      <span>{formatDate(at)},</span> <span>{formatClock(at)}</span>
    </time>
  );
}
