import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';

import type { FakeShell } from '../ipc/fake';
import { READY, problem } from '../ipc/samples';
import { doubtful, gaps, importAccount, manyLines, statement, statements } from '../ipc/samples.statements';
import { button, dialog, drawList, happen, noDialog, show, type Drawn } from '../test/draw';

async function drawStatements(world: ConstructorParameters<typeof FakeShell>[0] = {}): Promise<Drawn> {
  const drawn = await drawList(world);
  await show(drawn.user, 'Statements');
  await screen.findByRole('heading', { name: /^Statements/ });
  return drawn;
}

/** The rows of the statements, as texts. */
function listed(): string[] {
  const table = screen.getByRole('grid', { name: 'Statements' });
  return within(table)
    .getAllByRole('row')
    .slice(1)
    .map((row) => row.textContent);
}

/** The descriptions of the lines that are drawn. */
function drawn(): (string | undefined)[] {
  return within(screen.getByRole('table', { name: 'Lines' }))
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).getAllByRole('cell')[2]?.textContent);
}

function fact(label: string): string | null | undefined {
  return screen.getByText(label, { selector: 'dt' }).nextElementSibling?.textContent;
}

/** The arguments of every question for lines. */
function asked(shell: FakeShell) {
  const ask = vi.spyOn(shell, 'ask');
  return () => ask.mock.calls.filter(([name]) => name === 'statement_lines').map(([, argument]) => argument);
}

test('a statement shows what it opens and closes with, and what the bank has instead', async () => {
  await drawStatements();
  await screen.findByRole('grid', { name: 'Statements' });
  const [operating, card, september] = listed();
  expect(operating).toContain('$12,400.00$18,250.40Agrees');
  expect(card).toContain('-$1,398.25Difference +$12.00');
  expect(september).toContain('Not known');
});

test('statements are searched and sorted', async () => {
  const { user } = await drawStatements();
  await user.type(await screen.findByRole('searchbox', { name: 'Search statements' }), 'credit ada');
  await waitFor(() => expect(listed()).toHaveLength(1));
  await user.clear(screen.getByRole('searchbox', { name: 'Search statements' }));
  await user.click(screen.getByRole('columnheader', { name: 'Closing balance' }));
  await waitFor(() => expect(listed()[0]).toContain('-$1,410.25'));
});

test('without statements it is said what has to be done first', async () => {
  const { shell, user } = await drawStatements({ statements: [], importAccounts: [] });
  await screen.findByText(/Connect a bank first/);
  await happen(() => shell.change({ importAccounts: [importAccount({ unusable: 'not_linked', bank_account: null })] }));
  await screen.findByText(/Link the accounts at the bank to your bank accounts/);
  await happen(() => shell.change({ importAccounts: [importAccount()] }));
  await screen.findByText(/up to a statement date/);
  await happen(() => shell.change({ importAccounts: [] }));
  await user.click(await screen.findByRole('button', { name: 'Show connections' }));
  await screen.findByRole('grid', { name: 'Bank connections' });
});

test('a statement opens its lines, from its opening balance to its closing balance', async () => {
  const { user } = await drawStatements();
  await user.click(await screen.findByRole('rowheader', { name: /2026-09-30 - Plaid/ }));
  await screen.findByRole('heading', { name: /^1010 Operating account Sep 1/ });
  await screen.findByText('Postage');
  expect(drawn()).toEqual(['Deposit', 'Postage']);
  expect([fact('Lines'), fact('Opening balance'), fact('Sum'), fact('Closing balance')]).toEqual([
    '2',
    '$9,120.75',
    '$3,279.25',
    '$12,400.00',
  ]);
  await user.click(button('All statements'));
  await screen.findByRole('grid', { name: 'Statements' });
});

test('where the bank says something else, the lines of the statement say by how much and why that can be', async () => {
  const { user } = await drawStatements();
  await user.click((await screen.findAllByRole('rowheader', { name: /2026-10-31 - Plaid/ }))[1] as HTMLElement);
  await screen.findByText(/^Likely causes of a difference: an opening/);
  expect([fact('Closing balance'), fact('Balance at the bank'), fact('Difference')]).toEqual([
    '-$1,410.25',
    '-$1,398.25',
    '+$12.00',
  ]);
});

async function openAll(user: Drawn['user']): Promise<void> {
  const [first] = await screen.findAllByRole('button', { name: 'All lines of 1010 Operating account' });
  if (first !== undefined) await user.click(first);
  await screen.findByRole('table', { name: 'Lines' });
}

test('lines are narrowed by words, days and amounts, and a wrong amount is said', async () => {
  const { user } = await drawStatements();
  await openAll(user);
  await user.type(screen.getByRole('searchbox', { name: 'Search lines' }), 'air');
  await waitFor(() => expect(drawn()).toEqual(['United Airlines']));
  await user.click(button('Clear filters'));
  await waitFor(() => expect(fact('Lines')).toBe('8'));

  await user.type(screen.getByLabelText('Amount from'), '1,2');
  await screen.findByText(/^A filter that is not right is not used/);
  expect(screen.queryByText('Sum', { selector: 'dt' })).toBeNull();
  expect(screen.queryByText('Enter an amount such as 1,250.00.')).toBeNull();
  await user.tab();
  await screen.findByText('Enter an amount such as 1,250.00.');
  await waitFor(() => expect(drawn()).toHaveLength(8));
  await user.clear(screen.getByLabelText('Amount from'));
  await user.type(screen.getByLabelText('Amount from'), '89.40');
  await user.type(screen.getByLabelText('Amount to'), '500');
  await waitFor(() => expect(drawn()).toEqual(['United Airlines', 'Check 1043']));
  expect(fact('Sum')).toBe('-$589.40');
  await user.clear(screen.getByLabelText('Amount to'));
  await user.type(screen.getByLabelText('Amount to'), '9999');
  await user.clear(screen.getByLabelText('Amount from'));
  await user.type(screen.getByLabelText('Amount from'), '9998');
  await screen.findByText('No line is like that');
});

test('lines are sorted by what the user presses, and the shell does it', async () => {
  const { shell, user } = await drawStatements();
  const questions = asked(shell);
  await openAll(user);
  const heading = (name: string) => within(screen.getByRole('columnheader', { name })).getByRole('button');
  await user.click(heading('Amount'));
  await waitFor(() => expect(drawn()[0]).toBe('United Airlines'));
  await user.click(heading('Amount'));
  await waitFor(() => expect(drawn()[0]).toBe('Wire from Harbor Supply Co.'));
  expect(screen.getByRole('columnheader', { name: 'Amount' }).getAttribute('aria-sort')).toBe('descending');
  expect(questions().at(-1)).toMatchObject({ order: 'amount', descending: true, offset: 0, count: 200 });
});

test('of a hundred thousand lines only those in sight are drawn and asked for', async () => {
  const many = { lines: manyLines(100_000), statements: [statement({ lines: 100_000 }), ...statements().slice(1)] };
  const { shell, user } = await drawStatements(many);
  const questions = asked(shell);
  await openAll(user);
  await waitFor(() => expect(fact('Lines')).toBe('100,000'));
  const table = screen.getByRole('table', { name: 'Lines' });
  expect(table.getAttribute('aria-rowcount')).toBe('100001');
  expect(drawn().length).toBeLessThan(60);
  expect(questions()).toHaveLength(1);

  const scroll = screen.getByRole('group', { name: 'Lines' });
  scroll.scrollTop = 50_000 * 34;
  fireEvent.scroll(scroll);
  await screen.findByText('Card payment 50001');
  expect(drawn().length).toBeLessThan(60);
  expect(questions().map((argument) => (argument as { offset: number }).offset)).toEqual([0, 49_800, 50_000]);
});

test('a correction is marked as one, with what the bank changed', async () => {
  const { user } = await drawStatements();
  await openAll(user);
  await screen.findByText('Correction: amount changed');
});

test('a part of the lines that can’t be read says why, and is read on another try', async () => {
  const { shell, user } = await drawStatements();
  shell.failing.set('statement_lines', problem('disk_full'));
  const [first] = await screen.findAllByRole('button', { name: 'All lines of 1010 Operating account' });
  if (first !== undefined) await user.click(first);
  await screen.findByText('The disk is full');
  shell.failing.clear();
  await user.click(button('Try again'));
  await screen.findByRole('table', { name: 'Lines' });
});

test('transactions that may be on record are told apart one by one, and nothing is chosen beforehand', async () => {
  const { shell, user } = await drawStatements({ doubtful: [doubtful(), doubtful({ row: '42' })] });
  await screen.findByText('2 transactions may be on record already');
  await user.click(button('Tell apart'));
  const asking = await dialog('On record already?');
  within(asking).getByText('1 of 2');
  within(within(asking).getByRole('region', { name: 'On record' })).getByText('Nov 17, 2026');
  within(within(asking).getByRole('region', { name: 'Told by the bank now' })).getByText('Nov 18, 2026');
  expect(button('Save and go on')).toHaveProperty('disabled', true);
  await user.click(screen.getByRole('radio', { name: 'The same transaction' }));
  await user.click(button('Save and go on'));
  await screen.findByText('2 of 2');
  expect(screen.getByRole('radio', { name: 'The same transaction' })).toHaveProperty('checked', false);
  await user.click(screen.getByRole('radio', { name: 'Another transaction' }));
  await user.click(button('Save decision'));
  await noDialog();
  expect(shell.acts).toEqual([
    { name: 'tell_apart', argument: { row: '41', is_same: true } },
    { name: 'tell_apart', argument: { row: '42', is_same: false } },
  ]);
  expect(screen.queryByText(/may be on record already/)).toBeNull();
});

test('a gap is seen to with a note, is not told any more, and can be opened again', async () => {
  const other = gaps({ account_id: 'acc_2', gaps: [{ first: '2026-11-12', last: '2026-11-12', seen: null }] });
  const { shell, user } = await drawStatements({ gaps: [gaps(), other] });
  await user.click(await screen.findByRole('button', { name: 'Show the days' }));
  const told = within(await dialog('Days without transactions'));
  told.getByText('2 of 2 are open.');
  await user.click(told.getByRole('button', { name: /^Seen to Oct 3.* of 1010 Operating account$/ }));
  await user.type(told.getByLabelText('Note (optional)'), ' entered by hand ');
  await user.click(told.getByRole('button', { name: 'Seen to' }));
  await told.findByText('Seen to by Integration user');
  told.getByText('entered by hand');
  told.getByText('1 of 2 is open.');
  const first = within(told.getAllByRole('row')[1] ?? document.body);
  first.getByText('1020 Reserve savings');
  await user.click(first.getByRole('button', { name: /^Seen to/ }));
  await user.click(first.getByRole('button', { name: 'Seen to' }));
  await told.findByText('All of them are seen to.');
  await user.click(told.getByRole('button', { name: 'Close' }));
  await noDialog();
  expect(screen.queryByText(/^No transactions were read for/)).toBeNull();

  await user.click(button('Days without transactions'));
  await dialog('Days without transactions');
  await user.click(button(/^Open again Oct 3/));
  await screen.findByText(/^No transactions were read for Oct 3 – 5, 2026 of 1010 Operating account$/);
  expect(shell.acts).toEqual([
    {
      name: 'see_to_gap',
      argument: { account_id: 'acc_1', first: '2026-10-03', last: '2026-10-05', note: 'entered by hand' },
    },
    { name: 'see_to_gap', argument: { account_id: 'acc_2', first: '2026-11-12', last: '2026-11-12', note: '' } },
    { name: 'reopen_gap', argument: { account_id: 'acc_1', first: '2026-10-03', last: '2026-10-05' } },
  ]);
});

test('days without transactions are named, with what to do', async () => {
  const { shell, user } = await drawStatements({ gaps: [gaps(), gaps({ account_id: 'acc_2', gaps: [] })] });
  await screen.findByText(/^No transactions were read for Oct 3 – 5, 2026 of 1010 Operating account$/);
  const more = gaps({ account_id: 'acc_2', gaps: [{ first: '2026-11-12', last: '2026-11-12', seen: null }] });
  await happen(() => shell.change({ gaps: [gaps(), more] }));
  await screen.findByText('No transactions were read for some days of 2 accounts');
  await user.click(button('Show the days'));
  const told = await dialog('Days without transactions');
  within(told).getByText(/ask the bank for its own statement/);
  const rows = within(told).getAllByRole('row').slice(1);
  expect(rows.map((row) => within(row).getAllByRole('cell')[1]?.textContent)).toEqual(['3 days', '1 day']);
});

async function drawSetting(world: ConstructorParameters<typeof FakeShell>[0] = {}): Promise<Drawn> {
  const drawn = await drawList(world);
  await show(drawn.user, 'Settings');
  await screen.findByLabelText('Lines per statement');
  return drawn;
}

test('how many lines a statement takes is set, within what is possible', async () => {
  const { shell, user } = await drawSetting();
  const field = screen.getByLabelText('Lines per statement');
  const save = () => within(field.closest('form') ?? document.body).getByRole('button', { name: 'Save' });
  expect(save()).toHaveProperty('disabled', true);
  await user.clear(field);
  await user.type(field, '100001');
  await user.click(save());
  await screen.findByText('Enter a whole number from 1 to 100,000.');
  expect(shell.acts).toEqual([]);
  await user.clear(field);
  await user.type(field, '2,500{Enter}');
  await waitFor(() => expect(shell.world.mostLines).toBe(2_500));
  expect(shell.acts).toEqual([{ name: 'set_most_statement_lines', argument: { lines: 2_500 } }]);
});

test('an accountant sees how many lines a statement takes, and does not change it', async () => {
  await drawSetting({ application: { ...READY, user: { ...READY.user, role: 'accountant' } } });
  expect(screen.getByLabelText('Lines per statement')).toMatchObject({ value: '1000', disabled: true });
});
