/** Sample bank accounts for development and tests. Never part of a build. */
import type {
  BankAccountView,
  BankAccountsView,
  FeedView,
  BankAccountChangeView,
  BankAccountImportPreviewView,
  BankAccountRowView,
  SuggestionView,
} from './bindings';
import { PLATYPUS, TARTAN, accounts } from './samples';

export function feed(place: number, amount: string): FeedView {
  const account = accounts(10, 4)[place];
  if (account === undefined) throw new Error('the sample has such an account');
  return {
    account,
    connection_id: 'con_tartan',
    institution: TARTAN,
    is_obsolete: false,
    begins: { opening: { amount, currency: account.currency ?? '' }, starts_on: '2026-09-24' },
  };
}

export function bankAccount(code: string, name: string, changes: Partial<BankAccountView> = {}): BankAccountView {
  return {
    id: `bka_${code}`,
    code,
    name,
    currency: 'USD',
    active: true,
    feed: null,
    statements: 0,
    continues: null,
    opening: null,
    ...changes,
  };
}

export function suggestion(changes: Partial<SuggestionView> = {}): SuggestionView {
  const [, , deposit] = accounts(1);
  if (deposit === undefined) throw new Error('the sample has such an account');
  return {
    bank_account: { id: 'bka_1030', code: '1030', name: 'Certificate of deposit 2222' },
    currency: 'USD',
    account: deposit,
    institution: PLATYPUS,
    by_digits: true,
    continues: null,
    ...changes,
  };
}

export function bankAccounts(): BankAccountsView {
  const [, , , , market] = accounts(1);
  if (market === undefined) throw new Error('the sample has such an account');
  return {
    accounts: [
      bankAccount('1010', 'Operating account', { feed: feed(0, '2450.00') }),
      bankAccount('1020', 'Savings account', {
        feed: feed(1, '207.50'),
        statements: 2,
        continues: { opening: { amount: '210.00', currency: 'USD' }, starts_on: '2026-11-01' },
        opening: { used: { amount: '207.50', currency: 'USD' }, right: { amount: '207.50', currency: 'USD' } },
      }),
      bankAccount('1030', 'Certificate of deposit 2222'),
      bankAccount('1040', 'Money market account'),
      bankAccount('1050', 'Euro account', { currency: 'EUR' }),
      bankAccount('1090', 'Closed account', { active: false }),
    ],
    refused: 0,
    suggestions: [
      suggestion(),
      suggestion({
        bank_account: { id: 'bka_1040', code: '1040', name: 'Money market account' },
        account: market,
        by_digits: false,
      }),
    ],
  };
}

export function importRow(
  line: number,
  change: BankAccountChangeView,
  changes: Partial<BankAccountRowView> = {},
): BankAccountRowView {
  return { line, code: `20${line}`, name: 'Payroll account', currency: 'USD', change, ...changes };
}

/** A file with a line of each kind. */
export function importPreview(): BankAccountImportPreviewView {
  return {
    rows: [
      importRow(2, { kind: 'new', active: true }),
      importRow(3, { kind: 'changed', name_before: 'Operating account', active: null }, { code: '1010' }),
      importRow(4, { kind: 'unchanged' }, { code: '1040', name: 'Money market account' }),
      importRow(5, { kind: 'faulty', fault: { kind: 'currency' } }, { currency: 'Dollars' }),
      importRow(6, { kind: 'new', active: false }),
    ],
    unused: [],
    mark: 'mark-1',
  };
}
