/** Which accounts of the refresh window are shown. Pure. */
import type { RefreshAccountView } from '../../ipc/bindings';
import { foundAccounts, isUsable } from '../../words/accountSearch';

/** What can be asked for beside the bank. */
export type Shown = 'usable' | 'stale' | 'never' | 'unusable';

export const SHOWN: readonly { id: Shown; label: string }[] = [
  { id: 'usable', label: 'Can be refreshed' },
  { id: 'stale', label: 'Not refreshed today' },
  { id: 'never', label: 'Never refreshed' },
  { id: 'unusable', label: 'Can’t be refreshed' },
];

export interface Filter {
  searched: string;
  bank: string | null;
  shown: Shown | null;
  /** The connections whose accounts come before all others: they are what the user came for. */
  first: readonly string[];
}

export function filtered(
  accounts: readonly RefreshAccountView[],
  { searched, bank, shown, first }: Filter,
  now: Date,
): RefreshAccountView[] {
  const wanted = accounts.filter(
    (account) => (bank === null || account.institution.id === bank) && (shown === null || is(account, shown, now)),
  );
  const isFirst = ({ connection_id }: RefreshAccountView) => Number(first.includes(connection_id));
  return foundAccounts(wanted, searched).toSorted((one, other) => isFirst(other) - isFirst(one));
}

/** The banks that there are, each once, by name. */
export function banksOf(accounts: readonly RefreshAccountView[]): { id: string; label: string }[] {
  const banks = new Map(accounts.map(({ institution: { id, name } }) => [id, name]));
  return [...banks]
    .map(([id, name]) => ({ id, label: `${name} (${id})` }))
    .toSorted((one, other) => one.label.localeCompare(other.label, 'en-US'));
}

function is(account: RefreshAccountView, shown: Shown, now: Date): boolean {
  switch (shown) {
    case 'usable':
      return isUsable(account);
    case 'stale':
      return isUsable(account) && (account.last === null || !isSameDay(new Date(account.last.at), now));
    case 'never':
      return isUsable(account) && account.last === null;
    case 'unusable':
      return !isUsable(account);
  }
}

/** On this computer. */
function isSameDay(one: Date, other: Date): boolean {
  return one.toDateString() === other.toDateString();
}
