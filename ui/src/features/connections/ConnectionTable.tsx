/** The list of connections: bank, status with its next step, last update, accounts. Several can be chosen. */
import { Cell, Column, Row, Table, TableBody, TableHeader, type SortDescriptor } from 'react-aria-components/Table';
import { VisuallyHidden } from 'react-aria-components/VisuallyHidden';
import type { ReactNode } from 'react';

import { Button } from '../../components/Button';
import { Mark } from '../../components/Mark';
import { TableCheckbox } from '../../components/TableCheckbox';
import type { ConnectionView } from '../../ipc/bindings';
import { Institution } from '../../words/Institution';
import { STATUSES, nextStepOf } from '../../words/status';
import { formatDate, formatDateTime } from '../../words/time';
import styles from './ConnectionTable.module.css';

interface Props {
  connections: readonly ConnectionView[];
  searched: string;
  chosen: ReadonlySet<string>;
  onChoose: (ids: ReadonlySet<string>) => void;
  sort: SortDescriptor;
  onSort: (sort: SortDescriptor) => void;
  /** Takes an update up again that was interrupted or left for later. */
  onTakeUp: (connection: ConnectionView) => void;
  empty: ReactNode;
}

export function ConnectionTable({ connections, searched, chosen, onChoose, sort, onSort, onTakeUp, empty }: Props) {
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
          <ConnectionRow key={connection.id} connection={connection} searched={searched} onTakeUp={onTakeUp} />
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
      {({ sortDirection }) => (
        <span className={styles.sortable}>
          {children}
          <svg viewBox="0 0 16 16" aria-hidden="true" data-direction={sortDirection}>
            <path d="m4.5 6.5 3.5 3.5 3.5-3.5" />
          </svg>
        </span>
      )}
    </Column>
  );
}

interface RowProps {
  connection: ConnectionView;
  searched: string;
  onTakeUp: (connection: ConnectionView) => void;
}

function ConnectionRow({ connection, searched, onTakeUp }: RowProps) {
  const { id, institution, status, accounts } = connection;
  const { label, icon, tone } = STATUSES[status.kind];
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
          <div className={styles.statusText}>
            <Mark tone={tone} icon={icon}>
              {label}
            </Mark>
            <p className={styles.nextStep}>{nextStepOf(connection)}</p>
          </div>
          <TakeUpButton connection={connection} onTakeUp={onTakeUp} />
        </div>
      </Cell>
      <Cell>
        <LastUpdated at={connection.updated_at} />
      </Cell>
      <Cell>
        {accounts.filter(({ active }) => active).length}
        <span className={styles.soft}> of {accounts.length} active</span>
      </Cell>
    </Row>
  );
}

function TakeUpButton({ connection, onTakeUp }: Omit<RowProps, 'searched'>) {
  const { kind } = connection.status;
  if (kind !== 'update_interrupted' && kind !== 'awaiting_mapping') return null;
  return (
    <Button size="small" onPress={() => onTakeUp(connection)}>
      {kind === 'update_interrupted' ? 'Try again now' : 'Tell accounts apart'}
    </Button>
  );
}

function LastUpdated({ at }: { at: string | null }) {
  if (at === null) return <span className={styles.soft}>Never</span>;
  return (
    <time dateTime={at} title={formatDateTime(at)}>
      {formatDate(at)}
    </time>
  );
}
