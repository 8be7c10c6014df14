/** Sample statements and what leads to them, for development and tests. Never part of a build. */
import type {
  BookView,
  DoubtfulView,
  GapsView,
  ImportAccountView,
  ImportStateView,
  LineView,
  MoneyView,
  StatementView,
} from './bindings';
import type { ImportRunView } from '../words/imports';
import { OAUTH, PLATYPUS, TARTAN } from './samples';

export const OPERATING: BookView = { id: 'bka_1', code: '1010', name: 'Operating account', currency: 'USD' };
export const SAVINGS: BookView = { id: 'bka_2', code: '1020', name: 'Reserve savings', currency: 'USD' };
export const CARD: BookView = { id: 'bka_3', code: '2100', name: 'Company credit card', currency: 'USD' };

/** A line, and the statement that it is in. */
export interface SampleLine extends LineView {
  statement_id: string;
}

export function usd(amount: string): MoneyView {
  return { amount, currency: 'USD' };
}

export function importAccount(changes: Partial<ImportAccountView> = {}): ImportAccountView {
  return {
    id: 'acc_1',
    number: 'BAC-000000001',
    name: 'Plaid Checking',
    mask: '0000',
    institution: PLATYPUS,
    bank_account: OPERATING,
    last_statement: '2026-10-31',
    next_from: '2026-11-01',
    next_opening: usd('18250.40'),
    unusable: null,
    doubtful: 0,
    ...changes,
  };
}

/** Three that can be imported, and one for each reason why one can't. */
export function importAccounts(): ImportAccountView[] {
  return [...usableAccounts(), ...unusableAccounts()];
}

function usableAccounts(): ImportAccountView[] {
  return [
    importAccount(),
    importAccount({
      id: 'acc_2',
      number: 'BAC-000000002',
      name: 'Plaid Saving',
      mask: '1111',
      bank_account: SAVINGS,
      last_statement: null,
      next_from: '2026-09-01',
      next_opening: usd('210.00'),
    }),
    importAccount({
      id: 'acc_13',
      number: 'BAC-000000013',
      name: 'Plaid Credit Card',
      mask: '3333',
      institution: TARTAN,
      bank_account: CARD,
      next_opening: usd('-1410.25'),
    }),
  ];
}

function unusableAccounts(): ImportAccountView[] {
  const never = { last_statement: null, next_from: null, next_opening: null };
  return [
    importAccount({
      id: 'acc_3',
      number: 'BAC-000000003',
      name: 'Plaid CD',
      mask: '2222',
      bank_account: null,
      unusable: 'not_linked',
      ...never,
    }),
    importAccount({
      id: 'acc_6',
      number: 'BAC-000000006',
      name: 'Plaid IRA',
      mask: '5555',
      bank_account: null,
      unusable: 'inactive',
      ...never,
    }),
    importAccount({
      id: 'acc_14',
      number: 'BAC-000000014',
      name: 'Plaid Checking',
      mask: '0000',
      institution: OAUTH,
      bank_account: { id: 'bka_4', code: '1030', name: 'Payroll', currency: 'USD' },
      unusable: 'updating',
    }),
    importAccount({
      id: 'acc_15',
      number: 'BAC-000000015',
      name: 'Plaid Saving',
      mask: '1111',
      institution: OAUTH,
      bank_account: { id: 'bka_5', code: '1040', name: 'Old escrow', currency: 'USD' },
      unusable: 'bank_account_inactive',
    }),
    importAccount({
      id: 'acc_16',
      number: 'BAC-000000016',
      name: 'Plaid CD',
      mask: '2222',
      institution: OAUTH,
      bank_account: { id: 'bka_6', code: '1060', name: 'Client deposits', currency: 'USD' },
      unusable: 'paused',
    }),
    importAccount({
      id: 'acc_20',
      number: 'BAC-000000020',
      name: 'Plaid Checking',
      mask: '0000',
      institution: { id: 'ins_132363', name: 'Old Degraded Platypus Bank' },
      bank_account: null,
      unusable: 'obsolete',
      ...never,
    }),
  ];
}

export function statement(changes: Partial<StatementView> = {}): StatementView {
  return {
    id: 'stm_1',
    name: '2026-10-31 - Plaid',
    bank_account: OPERATING,
    first: '2026-10-01',
    last: '2026-10-31',
    opening: usd('12400.00'),
    closing: usd('18250.40'),
    bank: usd('18250.40'),
    lines: 6,
    imported_at: '2026-11-02T09:20:00Z',
    imported_by: 'Integration user',
    ...changes,
  };
}

export function statements(): StatementView[] {
  return [
    statement(),
    statement({
      id: 'stm_2',
      name: '2026-10-31 - Plaid',
      bank_account: CARD,
      opening: usd('-980.00'),
      closing: usd('-1410.25'),
      bank: usd('-1398.25'),
      lines: 3,
      imported_by: 'Ada',
    }),
    statement({
      id: 'stm_3',
      name: '2026-09-30 - Plaid',
      first: '2026-09-01',
      last: '2026-09-30',
      opening: usd('9120.75'),
      closing: usd('12400.00'),
      bank: null,
      lines: 2,
      imported_at: '2026-10-01T08:05:00Z',
    }),
  ];
}

export function line(changes: Partial<SampleLine> = {}): SampleLine {
  return {
    statement_id: 'stm_1',
    key: 'stl_1',
    statement: '2026-10-31 - Plaid',
    position: 1,
    correction: null,
    date: '2026-10-02',
    amount: usd('6500.00'),
    description: 'Wire from Harbor Supply Co.',
    reference: 'WT-20931',
    ...changes,
  };
}

export function lines(): SampleLine[] {
  const october: Partial<SampleLine>[] = [
    {},
    { date: '2026-10-07', amount: usd('-42.10'), description: 'KFC 2231 Main St', reference: null },
    { date: '2026-10-09', amount: usd('-500.00'), description: 'United Airlines', reference: null },
    { date: '2026-10-15', amount: usd('-89.40'), description: 'Check 1043', reference: '1043' },
    {
      date: '2026-10-16',
      amount: usd('-12.00'),
      description: 'Uber 072515 SF**POOL**',
      reference: null,
      correction: 'amount_changed',
    },
    { date: '2026-10-29', amount: usd('-6.10'), description: 'Monthly service charge', reference: null },
  ];
  const september: Partial<SampleLine>[] = [
    { date: '2026-09-04', amount: usd('3300.00'), description: 'Deposit' },
    { date: '2026-09-28', amount: usd('-20.75'), description: 'Postage', reference: null },
  ];
  return [
    ...october.map((changes, index) => line({ key: `stl_${index + 1}`, position: index + 1, ...changes })),
    ...september.map((changes, index) =>
      line({
        key: `stl_9${index + 1}`,
        statement_id: 'stm_3',
        statement: '2026-09-30 - Plaid',
        position: index + 1,
        ...changes,
      }),
    ),
  ];
}

/** A statement of many lines, which come to one cent each. */
export function manyLines(count: number): SampleLine[] {
  return Array.from({ length: count }, (_, index) =>
    line({
      key: `stl_${index + 1}`,
      position: index + 1,
      date: `2026-10-${String((index % 31) + 1).padStart(2, '0')}`,
      amount: usd(index % 3 === 0 ? '-1200.01' : '600.01'),
      description: `Card payment ${index + 1}`,
      reference: null,
    }),
  );
}

export function importRun(states: readonly ImportStateView[], changes: Partial<ImportRunView> = {}): ImportRunView {
  const known = importAccounts();
  return {
    started_at: '2026-11-30T10:00:00Z',
    ended_at: null,
    is_cancelled: false,
    accounts: states.map((state, index) => ({ id: known[index]?.id ?? `acc_9${index}`, state })),
    ...changes,
  };
}

/** An account in each state that an import can leave it in. */
export const EVERY_END: readonly ImportStateView[] = [
  {
    kind: 'statements',
    names: ['2026-11-30 - Plaid'],
    lines: 1_204,
    closing: usd('21890.15'),
    difference: null,
  },
  {
    kind: 'statements',
    names: ['2026-11-30 - Plaid - 1', '2026-11-30 - Plaid - 2'],
    lines: 612,
    closing: usd('1222.00'),
    difference: usd('12.00'),
  },
  { kind: 'not_read', why: 'needs_update', code: 'ITEM_LOGIN_REQUIRED' },
  { kind: 'unusable', why: 'not_linked' },
  { kind: 'amounts', number: 2 },
  { kind: 'already', until: '2026-11-30' },
  { kind: 'before', first: '2026-12-01' },
  { kind: 'nothing', closing: null, difference: null },
  { kind: 'not_written' },
];

export function doubtful(changes: Partial<DoubtfulView> = {}): DoubtfulView {
  return {
    row: '41',
    account_id: 'acc_1',
    told: { date: '2026-11-18', amount: usd('-500.00'), description: 'UNITED AIRLINES 0162' },
    known: { date: '2026-11-17', amount: usd('-500.00'), description: 'United Airlines' },
    ...changes,
  };
}

export function gaps(changes: Partial<GapsView> = {}): GapsView {
  return { account_id: 'acc_1', gaps: [{ first: '2026-10-03', last: '2026-10-05', seen: null }], ...changes };
}
