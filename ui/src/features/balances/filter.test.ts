import { describe, expect, test } from 'vitest';

import { refreshAccount, refreshAccounts, balance } from '../../ipc/samples.balances';
import { banksOf, filtered, type Filter } from './filter';

const NOW = new Date('2026-11-30T12:00:00Z');
const EVERYTHING: Filter = { searched: '', bank: null, shown: null, first: [] };

function numbers(filter: Partial<Filter>): string[] {
  return filtered(refreshAccounts(), { ...EVERYTHING, ...filter }, NOW).map(({ id }) => id);
}

describe('the accounts that are shown', () => {
  test('what can be refreshed comes first', () => {
    expect(numbers({})).toEqual(['acc_1', 'acc_2', 'acc_14', 'acc_13', 'acc_6', 'acc_20']);
  });

  test('the accounts of what was chosen before come before all others', () => {
    expect(numbers({ first: ['con_tartan'] }).slice(0, 2)).toEqual(['acc_13', 'acc_1']);
  });

  test('bank, state and words narrow them together', () => {
    expect(numbers({ bank: 'ins_109508' })).toEqual(['acc_1', 'acc_2', 'acc_6']);
    expect(numbers({ shown: 'unusable' })).toEqual(['acc_6', 'acc_20']);
    expect(numbers({ shown: 'never' })).toEqual(['acc_14']);
    expect(numbers({ shown: 'stale' })).toEqual(['acc_2', 'acc_14', 'acc_13']);
    expect(numbers({ shown: 'usable', searched: 'reserve 1020' })).toEqual(['acc_2']);
    expect(numbers({ bank: 'ins_109508', searched: 'ins_109511' })).toEqual([]);
  });

  test('each bank stands once in the filter', () => {
    const of = [refreshAccount(), refreshAccount({ id: 'acc_2', last: balance() })];
    expect(banksOf(of)).toEqual([{ id: 'ins_109508', label: 'First Platypus Bank (ins_109508)' }]);
  });
});
