/**
 * What the search field finds: banks by name and institution ID, accounts by name, number and last digits, and by the bank
 * account in the books that they feed.
 */
import type { AccountView, ConnectionView } from '../../ipc/bindings';
import { fitsNumber } from '../../words/account';

/** The connections that fit, in their order. Every one of them where nothing is searched for. */
export function found(connections: readonly ConnectionView[], searched: string): ConnectionView[] {
  const text = normalized(searched);
  return connections.filter((connection) => fitsBank(connection, text) || connection.accounts.some(fitting(text)));
}

/** The accounts of a connection to show: the fitting ones where only they made it fit, otherwise all. */
export function foundAccounts(connection: ConnectionView, searched: string): AccountView[] {
  const text = normalized(searched);
  const accounts = connection.accounts.filter(fitting(text));
  return fitsBank(connection, text) || accounts.length === 0 ? connection.accounts : accounts;
}

/** The text as it is compared and marked. */
export function normalized(searched: string): string {
  return searched.trim().toLowerCase();
}

function fitsBank({ institution }: ConnectionView, text: string): boolean {
  return includes(institution.name, text) || includes(institution.id, text);
}

function fitting(text: string): (account: AccountView) => boolean {
  return (account) =>
    [account.name, account.official_name, account.mask, account.feeds?.code, account.feeds?.name].some((field) =>
      includes(field ?? null, text),
    ) || fitsNumber(account.number, text);
}

function includes(field: string | null, text: string): boolean {
  return field?.toLowerCase().includes(text) ?? false;
}
