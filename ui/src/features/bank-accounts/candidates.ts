/** What may be linked with what. The shell has the last word. */
import type { AccountView, BankAccountView, ConnectionView, InstitutionView } from '../../ipc/bindings';

/** An account at a bank that feeds nothing. */
export interface Candidate {
  account: AccountView;
  institution: InstitutionView;
}

/** The accounts at banks that may feed a bank account of this currency. */
export function candidatesOf(connections: readonly ConnectionView[], currency: string): Candidate[] {
  return connections
    .filter(({ status }) => status.kind !== 'obsolete' && status.kind !== 'removing')
    .flatMap(({ accounts, institution }) =>
      accounts
        .filter((account) => account.active && account.feeds === null && account.currency === currency)
        .map((account) => ({ account, institution })),
    );
}

/** The bank accounts that an account of this currency may feed. */
export function openFor(accounts: readonly BankAccountView[], currency: string | null): BankAccountView[] {
  return accounts.filter((account) => account.active && account.feed === null && account.currency === currency);
}

/** The currency that most bank accounts have. */
export function usualCurrency(accounts: readonly BankAccountView[]): string {
  const counts = new Map<string, number>();
  for (const { currency } of accounts) counts.set(currency, (counts.get(currency) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0] ?? '';
}
