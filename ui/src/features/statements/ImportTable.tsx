/** The accounts: those that can be imported are chosen, those that can't say why and what to do. */
import { Cell, Column, Row, Table, TableBody, TableHeader } from 'react-aria-components/Table';
import { VisuallyHidden } from 'react-aria-components/VisuallyHidden';
import type { ReactNode } from 'react';

import { TableCheckbox } from '../../components/TableCheckbox';
import type { ImportAccountView } from '../../ipc/bindings';
import { maskLabel } from '../../words/account';
import { formatDay } from '../../words/day';
import { Institution } from '../../words/Institution';
import { formatMoney } from '../../words/money';
import { UNUSABLE } from '../../words/runs';
import styles from '../../words/accountTable.module.css';
import { isUsable } from '../../words/accountSearch';
import columns from './importing.module.css';

interface Props {
  accounts: readonly ImportAccountView[];
  chosen: ReadonlySet<string>;
  onChoose: (ids: ReadonlySet<string>) => void;
  empty: ReactNode;
}

export function ImportTable({ accounts, chosen, onChoose, empty }: Props) {
  const usable = accounts.filter(isUsable).map(({ id }) => id);
  return (
    <Table
      aria-label="Accounts to import"
      className={`${styles.table} ${columns.columns}`}
      selectionMode="multiple"
      disabledBehavior="selection"
      disabledKeys={accounts.filter((account) => !isUsable(account)).map(({ id }) => id)}
      selectedKeys={chosen}
      onSelectionChange={(keys) =>
        onChoose(keys === 'all' ? new Set([...chosen, ...usable]) : new Set([...keys].map(String)))
      }
    >
      <TableHeader>
        <Column className={styles.choice ?? ''}>
          {usable.length > 0 ? <TableCheckbox /> : <VisuallyHidden>Choice</VisuallyHidden>}
        </Column>
        <Column isRowHeader>Account connection</Column>
        <Column>Bank account</Column>
        <Column>Last statement</Column>
        <Column>Next statement from</Column>
        <Column className={styles.amount ?? ''}>Opening balance</Column>
      </TableHeader>
      <TableBody renderEmptyState={() => empty}>
        {accounts.map((account) => (
          <AccountRow key={account.id} account={account} />
        ))}
      </TableBody>
    </Table>
  );
}

function AccountRow({ account }: { account: ImportAccountView }) {
  const { id, number, name, mask, institution, bank_account: book, last_statement: last, unusable } = account;
  return (
    <Row id={id} textValue={`${number} ${name}`} data-unusable={unusable !== null || undefined}>
      <Cell className={styles.choice ?? ''}>
        <TableCheckbox />
      </Cell>
      <Cell>
        <Institution institution={institution} />
        <span className={styles.below}>
          {name} {maskLabel(mask)} · <span className={styles.number}>{number}</span>
        </span>
      </Cell>
      <Cell>
        {book === null ? (
          <span className={styles.none}>–</span>
        ) : (
          <>
            <span className={styles.name}>{book.name}</span>
            <span className={styles.below}>{book.code}</span>
          </>
        )}
      </Cell>
      <Cell>{last === null ? <span className={styles.none}>None yet</span> : formatDay(last)}</Cell>
      {unusable === null ? (
        <Cell>{account.next_from === null ? '–' : formatDay(account.next_from)}</Cell>
      ) : (
        <Cell colSpan={2}>
          <span className={styles.why}>{UNUSABLE[unusable].label}</span>
          <span className={styles.below}>{UNUSABLE[unusable].told}</span>
        </Cell>
      )}
      {unusable === null && (
        <Cell className={styles.amount ?? ''}>
          {account.next_opening === null ? '–' : formatMoney(account.next_opening)}
        </Cell>
      )}
    </Row>
  );
}
