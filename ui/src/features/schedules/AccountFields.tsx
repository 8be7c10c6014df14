/** The accounts of a schedule: all that can be used, or chosen ones, also such as can't be used at present. */
import { memo, useState } from 'react';
import { Cell, Column, Row, Table, TableBody, TableHeader } from 'react-aria-components/Table';

import { ChoiceRow } from '../../components/ChoiceRow';
import { SearchField } from '../../components/SearchField';
import { Skeleton } from '../../components/Skeleton';
import { TableCheckbox } from '../../components/TableCheckbox';
import type { ImportAccountView } from '../../ipc/bindings';
import { useImportAccounts } from '../../ipc/queries';
import { accountLabel, counted } from '../../words/account';
import { Failed } from '../../words/Failed';
import { bookLabel } from '../../words/imports';
import { UNUSABLE } from '../../words/runs';
import { Institution } from '../../words/Institution';
import { foundAccounts } from './accounts';
import type { Draft } from './draft';
import styles from './schedules.module.css';

const OPTIONS = [
  { value: 'all', label: 'All that can be used', description: 'Also those that you connect or link later' },
  { value: 'chosen', label: 'Chosen accounts', description: 'Only those that you choose here' },
] as const;

interface Props {
  takesAll: boolean;
  accountIds: ReadonlySet<string>;
  fault: string | null;
  onChange: (changes: Partial<Draft>) => void;
}

/** Drawn anew only where something of it changes. */
export const AccountFields = memo(function AccountFields({ takesAll, accountIds, fault, onChange }: Props) {
  return (
    <div className={styles.accounts}>
      <ChoiceRow
        label="Accounts"
        options={OPTIONS}
        value={takesAll ? 'all' : 'chosen'}
        onChange={(value) => onChange({ takesAll: value === 'all' })}
      />
      {!takesAll && <Choice chosen={accountIds} fault={fault} onChoose={(ids) => onChange({ accountIds: ids })} />}
    </div>
  );
});

interface ChoiceProps {
  chosen: ReadonlySet<string>;
  fault: string | null;
  onChoose: (ids: ReadonlySet<string>) => void;
}

function Choice({ chosen, fault, onChoose }: ChoiceProps) {
  const accounts = useImportAccounts();
  const [searched, setSearched] = useState('');
  if (accounts.data === undefined) {
    return accounts.error === null ? (
      <Skeleton label="Reading the accounts…" />
    ) : (
      <Failed problem={accounts.error} onRetry={() => void accounts.refetch()} />
    );
  }
  return (
    <>
      <div className={styles.narrow}>
        <p role="status" className={styles.note}>
          {counted(chosen.size, 'account is', 'accounts are')} chosen. What can’t be used when it runs is left out, and
          the result says why.
        </p>
        <div className={styles.search}>
          <SearchField
            label="Search accounts"
            placeholder="Bank, account or bank account"
            value={searched}
            onChange={setSearched}
          />
        </div>
      </div>
      <div className={styles.choices}>
        <AccountTable accounts={foundAccounts(accounts.data, searched)} chosen={chosen} onChoose={onChoose} />
      </div>
      {fault !== null && (
        <p role="alert" className={styles.fault}>
          {fault}
        </p>
      )}
    </>
  );
}

interface TableProps extends Pick<ChoiceProps, 'chosen' | 'onChoose'> {
  accounts: readonly ImportAccountView[];
}

function AccountTable({ accounts, chosen, onChoose }: TableProps) {
  return (
    <Table
      aria-label="Accounts of the schedule"
      className={styles.accountTable ?? ''}
      selectionMode="multiple"
      selectedKeys={chosen}
      onSelectionChange={(keys) =>
        onChoose(
          keys === 'all' ? new Set([...chosen, ...accounts.map(({ id }) => id)]) : new Set([...keys].map(String)),
        )
      }
    >
      <TableHeader>
        <Column className={styles.choice ?? ''}>
          <TableCheckbox />
        </Column>
        <Column isRowHeader>Account connection</Column>
        <Column>Bank account</Column>
        <Column>At present</Column>
      </TableHeader>
      <TableBody renderEmptyState={() => <p className={styles.nothing}>No account is found.</p>}>
        {accounts.map((account) => (
          <AccountRow key={account.id} account={account} />
        ))}
      </TableBody>
    </Table>
  );
}

function AccountRow({ account }: { account: ImportAccountView }) {
  const { id, number, institution, bank_account: book, unusable } = account;
  return (
    <Row id={id} textValue={`${number} ${account.name}`}>
      <Cell className={styles.choice ?? ''}>
        <TableCheckbox />
      </Cell>
      <Cell>
        <Institution institution={institution} />
        <span className={styles.below}>
          {accountLabel(account)} · {number}
        </span>
      </Cell>
      <Cell>{book === null ? <span className={styles.none}>–</span> : bookLabel(book)}</Cell>
      <Cell>
        {unusable === null ? (
          'Can be used'
        ) : (
          <>
            <span className={styles.why}>{UNUSABLE[unusable].label}</span>
            <span className={styles.below}>{UNUSABLE[unusable].told}</span>
          </>
        )}
      </Cell>
    </Row>
  );
}
