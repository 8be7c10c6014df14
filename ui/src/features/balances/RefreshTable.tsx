/** The accounts: those that can be refreshed are chosen, those that can't say why and what to do. */
import { Cell, Column, Row, Table, TableBody, TableHeader } from 'react-aria-components/Table';
import { VisuallyHidden } from 'react-aria-components/VisuallyHidden';
import type { ReactNode } from 'react';

import { Button } from '../../components/Button';
import { TableCheckbox } from '../../components/TableCheckbox';
import type { ConnectionView, RefreshAccountView } from '../../ipc/bindings';
import { accountLabel } from '../../words/account';
import { isUsable } from '../../words/accountSearch';
import table from '../../words/accountTable.module.css';
import { balanceLabel, besideBalance } from '../../words/balances';
import { Institution } from '../../words/Institution';
import { STATUSES } from '../../words/status';
import { UNUSABLE } from '../../words/runs';
import { formatDateTime } from '../../words/time';
import styles from './balances.module.css';

interface Props {
  accounts: readonly RefreshAccountView[];
  chosen: ReadonlySet<string>;
  /** What is told of each of them as a whole. */
  broken: readonly ConnectionView[];
  onChoose: (ids: ReadonlySet<string>) => void;
  onHistory: (account: RefreshAccountView) => void;
  empty: ReactNode;
}

export function RefreshTable({ accounts, chosen, broken, onChoose, onHistory, empty }: Props) {
  const usable = accounts.filter(isUsable).map(({ id }) => id);
  return (
    <Table
      aria-label="Accounts to refresh"
      className={`${table.table} ${styles.columns}`}
      selectionMode="multiple"
      disabledBehavior="selection"
      disabledKeys={accounts.filter((account) => !isUsable(account)).map(({ id }) => id)}
      selectedKeys={chosen}
      onSelectionChange={(keys) =>
        onChoose(keys === 'all' ? new Set([...chosen, ...usable]) : new Set([...keys].map(String)))
      }
    >
      <TableHeader>
        <Column className={table.choice ?? ''}>
          {usable.length > 0 ? <TableCheckbox /> : <VisuallyHidden>Choice</VisuallyHidden>}
        </Column>
        <Column>Bank</Column>
        <Column isRowHeader>Connected account</Column>
        <Column>Bank account</Column>
        <Column>Last refreshed</Column>
        <Column className={table.amount ?? ''}>Balance</Column>
        <Column className={styles.history ?? ''}>
          <VisuallyHidden>History</VisuallyHidden>
        </Column>
      </TableHeader>
      <TableBody renderEmptyState={() => empty}>
        {accounts.map((account, index) => (
          <AccountRow
            key={account.id}
            account={account}
            isTold={!isSame(account, accounts[index - 1])}
            connection={broken.find(({ id }) => id === account.connection_id)}
            onHistory={onHistory}
          />
        ))}
      </TableBody>
    </Table>
  );
}

/** Whether both can't be refreshed for the same reason, and are of one connection. */
function isSame(account: RefreshAccountView, above: RefreshAccountView | undefined): boolean {
  return above?.connection_id === account.connection_id && above.unusable === account.unusable;
}

interface RowProps extends Pick<Props, 'onHistory'> {
  account: RefreshAccountView;
  /** Whether what to do is said here. The account above it may say it of the same bank. */
  isTold: boolean;
  /** Where it can't be expected to answer. */
  connection: ConnectionView | undefined;
}

function AccountRow({ account, isTold, connection, onHistory }: RowProps) {
  const { id, number, name, institution, bank_account: book, last, unusable } = account;
  const beside = last === null ? null : besideBalance(last);
  return (
    <Row id={id} textValue={`${number} ${name}`} data-unusable={unusable !== null || undefined}>
      <Cell className={table.choice ?? ''}>
        <TableCheckbox />
      </Cell>
      <Cell>
        <Institution institution={institution} layout="stacked" />
      </Cell>
      <Cell>
        <span className={table.name}>{accountLabel(account)}</span>
        <span className={`${table.below} ${table.number}`}>{number}</span>
        {unusable === null && connection !== undefined && (
          <span className={table.why}>{STATUSES[connection.status.kind].label}</span>
        )}
        {unusable !== null && (
          <>
            <span className={table.why}>{UNUSABLE[unusable].label}</span>
            {isTold && <span className={table.below}>{UNUSABLE[unusable].told}</span>}
          </>
        )}
      </Cell>
      <Cell>
        {book === null ? (
          <span className={table.none}>Not linked</span>
        ) : (
          <>
            <span className={table.name}>{book.name}</span>
            <span className={table.below}>{book.code}</span>
          </>
        )}
      </Cell>
      <Cell>{last === null ? <span className={table.none}>Never</span> : formatDateTime(last.at)}</Cell>
      <Cell className={table.amount ?? ''}>
        {last === null ? <span className={table.none}>–</span> : balanceLabel(last, account)}
        {beside !== null && <span className={table.below}>{beside}</span>}
      </Cell>
      <Cell className={styles.history ?? ''}>
        {last !== null && (
          <Button
            size="small"
            variant="quiet"
            aria-label={`History of ${accountLabel(account)}`}
            onPress={() => onHistory(account)}
          >
            History
          </Button>
        )}
      </Cell>
    </Row>
  );
}
