/** How the shell in memory answers to whoever keeps bank accounts. */
import type { BankAccountView, Commands, OpeningArgument } from './bindings';
import type { FakeShell } from './fake';
import { problem } from './samples';
import { bankAccount, bankAccounts } from './samples.books';

type Handled =
  | 'bank_accounts'
  | 'add_bank_account'
  | 'change_bank_account'
  | 'link_bank_account'
  | 'refuse_suggestion'
  | 'suggest_again'
  | 'unlink_bank_account'
  | 'change_opening'
  | 'correct_opening'
  | 'preview_bank_accounts'
  | 'import_bank_accounts';

type Handlers = { [N in Handled]: (argument: Commands[N]['argument']) => Commands[N]['answer'] };

export function bookHandlers(shell: FakeShell): Handlers {
  const put = (accounts: BankAccountView[]) => {
    const isOpen = ({ id }: { id: string }) => accounts.some((one) => one.id === id && one.feed === null);
    const suggestions = shell.world.bankAccounts.suggestions.filter(({ bank_account }) => isOpen(bank_account));
    shell.change({ bankAccounts: { ...shell.world.bankAccounts, accounts, suggestions } });
    return null;
  };
  const change = (id: string, changes: Partial<BankAccountView>) =>
    put(shell.world.bankAccounts.accounts.map((one) => (one.id === id ? { ...one, ...changes } : one)));
  const find = (id: string): BankAccountView => {
    const found = shell.world.bankAccounts.accounts.find((one) => one.id === id);
    // eslint-disable-next-line @typescript-eslint/only-throw-error
    if (found === undefined) throw problem('not_found');
    return found;
  };
  const feeds = (accountId: string, fed: BankAccountView | null) => {
    const named = fed === null ? null : { id: fed.id, code: fed.code, name: fed.name };
    const connections = shell.world.connections.map((one) => ({
      ...one,
      accounts: one.accounts.map((account) => (account.id === accountId ? { ...account, feeds: named } : account)),
    }));
    shell.change({ connections });
  };
  return {
    bank_accounts: () => shell.world.bankAccounts,
    add_bank_account: ({ code, name, currency }) =>
      put([...shell.world.bankAccounts.accounts, bankAccount(code, name, { currency: currency.toUpperCase() })]),
    change_bank_account: ({ bank_account_id, code, name, active }) => change(bank_account_id, { code, name, active }),
    link_bank_account: ({ account_id, bank_account_id, opening }) => {
      const of = shell.world.connections.find(({ accounts }) => accounts.some(({ id }) => id === account_id));
      const account = of?.accounts.find(({ id }) => id === account_id);
      // eslint-disable-next-line @typescript-eslint/only-throw-error
      if (of === undefined || account === undefined) throw problem('not_found');
      const found = find(bank_account_id);
      feeds(account_id, found);
      const begins = found.continues ?? begun(opening, found.currency);
      return change(bank_account_id, {
        feed: { account, connection_id: of.id, institution: of.institution, is_obsolete: false, begins },
      });
    },
    ...suggestionHandlers(shell),
    unlink_bank_account: ({ bank_account_id }) => {
      const { feed } = find(bank_account_id);
      if (feed !== null) feeds(feed.account.id, null);
      return change(bank_account_id, { feed: null });
    },
    change_opening: ({ bank_account_id, opening }) => {
      const { feed, currency } = find(bank_account_id);
      return change(bank_account_id, { feed: feed === null ? null : { ...feed, begins: begun(opening, currency) } });
    },
    correct_opening: ({ bank_account_id, balance }) => {
      const { opening } = find(bank_account_id);
      // eslint-disable-next-line @typescript-eslint/only-throw-error
      if (opening === null) throw problem('invalid_opening');
      return change(bank_account_id, { opening: { ...opening, right: { ...opening.right, amount: balance } } });
    },
    preview_bank_accounts: () => shell.world.importPreview,
    import_bank_accounts: () => {
      const { rows } = shell.world.importPreview;
      const of = (kind: string) => rows.filter((row) => row.change.kind === kind);
      put([...shell.world.bankAccounts.accounts, ...of('new').map(({ code, name }) => bankAccount(code, name))]);
      return {
        added: of('new').length,
        changed: of('changed').length,
        unchanged: of('unchanged').length,
        left_out: of('faulty').length,
      };
    },
  };
}

function suggestionHandlers(shell: FakeShell): Pick<Handlers, 'refuse_suggestion' | 'suggest_again'> {
  return {
    refuse_suggestion: ({ bank_account_id }) => {
      const { suggestions, refused, ...rest } = shell.world.bankAccounts;
      const left = suggestions.filter(({ bank_account }) => bank_account.id !== bank_account_id);
      shell.change({ bankAccounts: { ...rest, suggestions: left, refused: refused + 1 } });
      return null;
    },
    suggest_again: () => {
      shell.change({
        bankAccounts: { ...shell.world.bankAccounts, suggestions: bankAccounts().suggestions, refused: 0 },
      });
      return null;
    },
  };
}

function begun(opening: OpeningArgument | null, currency: string) {
  return { opening: { amount: opening?.balance ?? '0', currency }, starts_on: opening?.starts_on ?? '2026-01-01' };
}
