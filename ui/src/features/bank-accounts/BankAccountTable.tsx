/** The bank accounts, each with what feeds it and what can be done. */
import type { ReactNode } from 'react';

import { Button } from '../../components/Button';
import { Highlight } from '../../components/Highlight';
import { Mark } from '../../components/Mark';
import { PlainTable, type PlainColumn } from '../../components/PlainTable';
import type { BankAccountView, FeedView } from '../../ipc/bindings';
import { accountLabel, counted } from '../../words/account';
import { differenceWords, minus } from '../../words/difference';
import { Institution } from '../../words/Institution';
import { formatMoney } from '../../words/money';
import { formatDay } from '../../words/time';
import styles from './bankAccounts.module.css';
import { stateOf } from './state';

const COLUMNS: readonly PlainColumn[] = [
  { label: 'Code', width: '4.5rem' },
  { label: 'Name', width: '15%' },
  { label: 'Currency', width: '4.5rem' },
  { label: 'Fed by' },
  { label: 'Opening balance', width: '7.5rem', align: 'end' },
  { label: 'Start date', width: '6.5rem' },
  { label: 'Status', width: '7.25rem' },
];
const ACTIONS: PlainColumn = { label: 'Actions', width: '11.5rem' };

interface Props {
  accounts: readonly BankAccountView[];
  searched: string;
  mayKeep: boolean;
  onEdit: (account: BankAccountView) => void;
  onLink: (account: BankAccountView) => void;
}

export function BankAccountTable({ accounts, searched, mayKeep, onEdit, onLink }: Props) {
  return (
    <PlainTable label="Bank accounts" columns={mayKeep ? [...COLUMNS, ACTIONS] : COLUMNS}>
      <tbody>
        {accounts.map((account) => (
          <AccountRow key={account.id} account={account} searched={searched}>
            {mayKeep && (
              <td>
                <Acts account={account} onEdit={onEdit} onLink={onLink} />
              </td>
            )}
          </AccountRow>
        ))}
      </tbody>
    </PlainTable>
  );
}

interface RowProps {
  account: BankAccountView;
  searched: string;
  children: ReactNode;
}

function AccountRow({ account, searched, children }: RowProps) {
  const { code, name, currency, active, feed, statements, opening } = account;
  const { label, icon, tone } = stateOf(account);
  const waiting = opening === null ? null : differenceWords(minus(opening.right, opening.used));
  return (
    <tr data-gone={!active || undefined}>
      <td className={styles.code}>
        <Highlight text={code} part={searched} />
      </td>
      <th scope="row" className={styles.name}>
        <Highlight text={name} part={searched} />
      </th>
      <td>
        <Highlight text={currency} part={searched} />
      </td>
      <td>{feed === null ? <span className={styles.soft}>–</span> : <FedBy feed={feed} searched={searched} />}</td>
      <td className={styles.amount}>
        {openingOf(account)}
        {waiting !== null && (
          <p className={styles.soft}>
            {feed === null ? `${waiting} to come, once it is linked` : `${waiting} to come`}
          </p>
        )}
      </td>
      <td className={styles.day}>
        {feed === null ? '' : <time dateTime={feed.begins.starts_on}>{formatDay(feed.begins.starts_on)}</time>}
      </td>
      <td>
        <Mark tone={tone} icon={icon}>
          {label}
        </Mark>
        {statements > 0 && <p className={styles.soft}>{counted(statements, 'statement', 'statements')}</p>}
      </td>
      {children}
    </tr>
  );
}

/** What the first statement opened with, as it is corrected by now, or will open with. */
function openingOf({ feed, opening }: BankAccountView): string {
  if (opening !== null) return formatMoney(opening.used);
  return feed === null ? '' : formatMoney(feed.begins.opening);
}

function FedBy({ feed: { account, institution }, searched }: { feed: FeedView; searched: string }) {
  return (
    <>
      <p>
        <Highlight text={accountLabel(account)} part={searched} />{' '}
        <span className={styles.number}>
          <Highlight text={account.number} part={searched} />
        </span>
      </p>
      <p className={styles.soft}>
        <Institution institution={institution} searched={searched} />
      </p>
    </>
  );
}

interface ActsProps {
  account: BankAccountView;
  onEdit: (account: BankAccountView) => void;
  onLink: (account: BankAccountView) => void;
}

function Acts({ account, onEdit, onLink }: ActsProps) {
  const called = `${account.code} ${account.name}`;
  return (
    <span className={styles.acts}>
      {account.active && (
        <Button
          size="small"
          aria-label={`${account.feed === null ? 'Link' : 'Change link of'} ${called}`}
          onPress={() => onLink(account)}
        >
          {account.feed === null ? 'Link…' : 'Change link…'}
        </Button>
      )}
      <Button size="small" aria-label={`Edit ${called}`} onPress={() => onEdit(account)}>
        Edit…
      </Button>
    </span>
  );
}
