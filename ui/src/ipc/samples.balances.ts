/** Sample balances and what leads to them, for development and tests. Never part of a build. */
import type { RefreshRunView } from '../words/balances';
import type { BalanceView, RefreshAccountView, RefreshStateView } from './bindings';
import { OAUTH, PLATYPUS, TARTAN } from './samples';
import { CARD, OPERATING, SAVINGS, usd } from './samples.statements';

export function balance(changes: Partial<BalanceView> = {}): BalanceView {
  return {
    at: '2026-11-30T08:15:00Z',
    as_of: null,
    current: usd('110.00'),
    available: usd('100.00'),
    limit: null,
    ...changes,
  };
}

export function refreshAccount(changes: Partial<RefreshAccountView> = {}): RefreshAccountView {
  return {
    id: 'acc_1',
    number: 'BAC-000000001',
    name: 'Plaid Checking',
    mask: '0000',
    connection_id: 'con_platypus',
    institution: PLATYPUS,
    bank_account: OPERATING,
    is_owed: false,
    last: balance(),
    unusable: null,
    ...changes,
  };
}

/** Four that can be refreshed, and one for each of two reasons why one can't. */
export function refreshAccounts(): RefreshAccountView[] {
  return [
    refreshAccount(),
    refreshAccount({
      id: 'acc_2',
      number: 'BAC-000000002',
      name: 'Plaid Saving',
      mask: '1111',
      bank_account: SAVINGS,
      last: balance({ at: '2026-11-27T16:40:00Z', current: usd('210.00'), available: usd('200.00') }),
    }),
    refreshAccount({
      id: 'acc_13',
      number: 'BAC-000000013',
      name: 'Plaid Credit Card',
      mask: '3333',
      connection_id: 'con_tartan',
      institution: TARTAN,
      bank_account: CARD,
      is_owed: true,
      last: balance({
        at: '2026-11-27T16:40:00Z',
        as_of: '2026-11-26T02:00:00Z',
        current: usd('410.00'),
        available: null,
        limit: usd('2000.00'),
      }),
    }),
    refreshAccount({
      id: 'acc_14',
      number: 'BAC-000000014',
      connection_id: 'con_oauth',
      institution: OAUTH,
      bank_account: null,
      last: null,
    }),
    refreshAccount({
      id: 'acc_6',
      number: 'BAC-000000006',
      name: 'Plaid IRA',
      mask: '5555',
      bank_account: null,
      last: balance({ at: '2026-09-02T07:30:00Z', current: usd('320.76'), available: null }),
      unusable: 'inactive',
    }),
    refreshAccount({
      id: 'acc_20',
      number: 'BAC-000000020',
      connection_id: 'con_9',
      institution: { id: 'ins_132363', name: 'Old Degraded Platypus Bank' },
      bank_account: null,
      last: null,
      unusable: 'obsolete',
    }),
  ];
}

/** Readings of about three months, the newest first. */
export function history(): BalanceView[] {
  const cents = [1_104_512, 1_377_020, 986_044, 992_810, 1_243_377, 1_180_904, -42_550, 415_002, 1_402_668, 1_390_100];
  return cents.map((amount, weeks) =>
    balance({
      at: new Date(Date.UTC(2026, 10, 30 - 8 * weeks, 8, 15)).toISOString(),
      current: usd((amount / 100).toFixed(2)),
      available: usd(((amount - 5_000) / 100).toFixed(2)),
    }),
  );
}

/** An account in each state that a refresh can leave it in. */
export const EVERY_END: readonly RefreshStateView[] = [
  { kind: 'balance', balance: balance({ at: '2026-11-30T10:00:04Z', current: usd('21890.15') }) },
  { kind: 'not_read', why: 'needs_update', code: null },
  {
    kind: 'balance',
    balance: balance({ as_of: '2026-11-26T02:00:00Z', available: null, limit: usd('2000.00') }),
  },
  { kind: 'not_told' },
  { kind: 'unusable', why: 'inactive' },
  { kind: 'no_balance' },
  { kind: 'unholdable' },
  { kind: 'not_read', why: 'too_often', code: null },
  { kind: 'not_read', why: 'bank_unavailable', code: 'INSTITUTION_DOWN' },
  { kind: 'not_written' },
];

export function refreshRun(states: readonly RefreshStateView[], changes: Partial<RefreshRunView> = {}): RefreshRunView {
  const known = refreshAccounts();
  return {
    started_at: '2026-11-30T10:00:00Z',
    ended_at: null,
    is_cancelled: false,
    accounts: states.map((state, index) => ({ id: known[index]?.id ?? `acc_9${index}`, state })),
    ...changes,
  };
}
