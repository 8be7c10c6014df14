import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';

import { goOnWithRefresh } from '../ipc/fake.balances';
import type { FakeShell } from '../ipc/fake';
import { OAUTH, READY, connection, demoConnections, problem } from '../ipc/samples';
import { EVERY_END, balance, refreshAccount, refreshRun } from '../ipc/samples.balances';
import { usd } from '../ipc/samples.statements';
import { button, choose, dialog, drawList, happen, noDialog, reasonOf, type Drawn } from '../test/draw';

const READ = { kind: 'balance' as const, balance: balance({ current: usd('1222.00') }) };
const ACCOUNTANT = { ...READY, user: { ...READY.user, role: 'accountant' as const } };

async function openRefresh(world: ConstructorParameters<typeof FakeShell>[0] = {}): Promise<Drawn> {
  const drawn = await drawList(world);
  await choose(drawn.user, 'Tartan Bank');
  await drawn.user.click(button('Refresh'));
  await screen.findByRole('grid', { name: 'Accounts to refresh' });
  return drawn;
}

function account(name: string | RegExp): HTMLElement {
  return within(screen.getByRole('grid', { name: 'Accounts to refresh' })).getByRole('row', { name });
}

function shownAccounts(): number {
  return within(screen.getByRole('grid', { name: 'Accounts to refresh' })).getAllByRole('row').length - 1;
}

/** Begins the refresh of all that can be. */
async function begin({ user }: Drawn): Promise<void> {
  const choice = within(await dialog('Refresh balances'));
  await user.click(choice.getByRole('checkbox', { name: 'Select All' }));
  await user.click(choice.getByRole('button', { name: 'Refresh' }));
  await dialog('Refreshing balances');
}

function results(): string[] {
  return within(screen.getByRole('table', { name: 'Accounts of the refresh' }))
    .getAllByRole('row')
    .slice(1)
    .map((row) => row.textContent);
}

test('each account is listed with when it was refreshed, and what can’t be says why and what to do', async () => {
  const { shell, user } = await openRefresh();
  expect(account(/BAC-000000001/).textContent).toMatch(/Operating account1010Nov 30, 2026, \d+:15.*\$110.00/);
  expect(account(/BAC-000000013/).textContent).toContain('$410.00 owedlimit $2,000.00');
  expect(account(/BAC-000000014/).textContent).toContain('Not linkedNever–');
  expect(account(/BAC-000000006/).textContent).toContain('InactiveIt was not selected in the last update.');
  expect(account(/BAC-000000020/).textContent).toContain('ObsoleteIts connection was removed.');
  await user.click(account(/BAC-000000006/));
  await user.click(account(/BAC-000000013/));
  await user.click(account(/BAC-000000001/));
  await user.click(within(await dialog('Refresh balances')).getByRole('button', { name: 'Refresh' }));
  await dialog('Refreshing balances');
  expect(shell.acts).toEqual([{ name: 'start_refresh', argument: { account_ids: ['acc_1'] } }]);
});

test('the accounts of the chosen connection are chosen beforehand', async () => {
  await openRefresh();
  expect(account(/BAC-000000013/).getAttribute('aria-selected')).toBe('true');
  expect(account(/BAC-000000001/).getAttribute('aria-selected')).toBe('false');
  screen.getByText('1 account at 1 bank. Plaid charges for each bank that is asked.');
});

test('a bank that needs the user is said once, with the way to mend it, and is not chosen beforehand', async () => {
  const { user } = await drawList();
  await choose(user, 'First Platypus Bank');
  await user.click(button('Refresh'));
  const choice = within(await dialog('Refresh balances'));
  await choice.findByText('1 bank needs you first');
  choice.getByText(/Sign-in details changed\. Update to sign in again\./);
  expect(account(/BAC-000000001/).getAttribute('aria-selected')).toBe('false');
  expect(account(/BAC-000000001/).textContent).toContain('Needs update');
  choice.getByText('Choose at least one account.');
  // Whoever knows better may ask it all the same.
  await user.click(account(/BAC-000000001/));
  choice.getByText(/^1 account at 1 bank\./);
  await user.click(choice.getByRole('button', { name: 'Update First Platypus Bank' }));
  await dialog('Update this connection');
});

test('what works still although the user is asked for something is chosen beforehand', async () => {
  const renewable = connection({ status: { kind: 'needs_update', reason: 'consent_ends' } });
  const drawn = await drawList({ connections: [{ ...renewable, consent_ends_at: '2999-01-01T00:00:00Z' }] });
  await drawn.user.click(button('Refresh'));
  await screen.findByText(/^2 accounts at 1 bank\./);
  expect(screen.queryByText(/needs you first/)).toBeNull();
});

test('an accountant is told whom to ask for a bank that needs the user', async () => {
  const { user } = await drawList({ application: ACCOUNTANT });
  await user.click(button('Refresh'));
  const choice = within(await dialog('Refresh balances'));
  await choice.findByText('Ask the integration user of your firm.');
  expect(choice.queryByRole('button', { name: /^Update/ })).toBeNull();
});

test('how many banks are asked is said before, and how many connections where a bank has several', async () => {
  const three = [
    refreshAccount({ connection_id: 'con_tartan' }),
    refreshAccount({ id: 'acc_2', number: 'BAC-000000002', connection_id: 'con_oauth' }),
    refreshAccount({ id: 'acc_3', number: 'BAC-000000003', connection_id: 'con_oauth', institution: OAUTH }),
  ];
  const { user } = await openRefresh({ refreshAccounts: three });
  await user.click(account(/BAC-000000003/));
  screen.getByText('2 accounts at 2 banks. Plaid charges for each bank that is asked.');
  await user.click(account(/BAC-000000003/));
  await user.click(account(/BAC-000000002/));
  screen.getByText('2 accounts at 1 bank, 2 connections. Plaid charges for each connection that is asked.');
});

test('search and filters narrow the accounts, and what is chosen and out of sight is counted', async () => {
  const { user } = await openRefresh();
  await user.type(screen.getByRole('searchbox', { name: 'Search accounts' }), 'reserve');
  await waitFor(() => expect(shownAccounts()).toBe(1));
  screen.getByText(/^1 account at 1 bank, 1 of them not shown\./);
  await user.clear(screen.getByRole('searchbox', { name: 'Search accounts' }));
  await user.click(button(/All accounts/));
  await user.click(await screen.findByRole('option', { name: 'Can’t be refreshed' }));
  await waitFor(() => expect(shownAccounts()).toBe(2));
  await user.click(button(/All banks/));
  await user.click(await screen.findByRole('option', { name: /^Tartan Bank/ }));
  await screen.findByText('No such accounts');
});

test('a refresh is followed account by account, and each end says what to do', async () => {
  const drawn = await openRefresh();
  await begin(drawn);
  expect(results().map((text) => /Asking the bank|Waiting/.exec(text)?.[0])).toEqual([
    'Asking the bank',
    'Waiting',
    'Waiting',
    'Waiting',
  ]);
  await happen(() => goOnWithRefresh(drawn.shell, READ));
  await screen.findByText(/^1 of 4 accounts done/);
  for (const state of EVERY_END.slice(1, 4)) await happen(() => goOnWithRefresh(drawn.shell, state));
  await dialog('Refresh finished');
  screen.getByText('2 accounts were refreshed. 2 accounts ask for your attention.');
  expect(results()[0]).toContain('Refreshed$1,222.00$100.00 available');
  expect(results()[1]).toContain('Not read');
  const finished = within(await dialog('Refresh finished'));
  finished.getByText('1 bank could not be read');
  finished.getByText(/Sign-in details changed\. Update to sign in again\./);
  await drawn.user.click(button('Update First Platypus Bank'));
  await dialog('Update this connection');
});

test('what a refresh asks for is no longer asked once the connection works again', async () => {
  const failed = { kind: 'not_read', why: 'needs_update', code: null } as const;
  const running = refreshRun([failed, failed, { kind: 'working' }]);
  const { shell, user } = await drawList({ refreshRun: running });
  await screen.findByText('Refreshing: 2 of 3');
  const ended = refreshRun([failed, failed, { kind: 'not_told' }], { ended_at: '2026-11-30T10:02:00Z' });
  await happen(() => shell.change({ refreshRun: ended }));
  const notice = 'No account was refreshed. 3 accounts ask for your attention.';
  await waitFor(() => expect(screen.getAllByText(notice)).not.toEqual([]));

  const mended = [connection({ updated_at: '2026-11-30T10:05:00Z' }), ...demoConnections().slice(1)];
  await happen(() => shell.change({ connections: mended }));
  await screen.findByText('No account was refreshed. 1 account asks for your attention.');
  await user.click(button('Show result'));
  await dialog('Refresh finished');
  screen.getByText(/It works again\. Choose its accounts again to refresh them\./);
  expect(screen.queryByRole('button', { name: /^Update First/ })).toBeNull();
});

test('the notice of a failed refresh goes when everything that it asked for is mended', async () => {
  const failed = { kind: 'not_read', why: 'needs_update', code: null } as const;
  const { shell } = await drawList({ refreshRun: refreshRun([failed, { kind: 'working' }]) });
  await screen.findByText('Refreshing: 1 of 2');
  await happen(() => shell.change({ refreshRun: refreshRun([failed, READ], { ended_at: '2026-11-30T10:02:00Z' }) }));
  await screen.findByRole('button', { name: 'Show result' });
  // That it counts as active says nothing: what failed may not have been written.
  await happen(() => shell.change({ connections: [connection(), ...demoConnections().slice(1)] }));
  await screen.findByRole('button', { name: 'Show result' });
  const mended = connection({ updated_at: '2026-11-30T10:05:00Z' });
  await happen(() => shell.change({ connections: [mended, ...demoConnections().slice(1)] }));
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Show result' })).toBeNull());
});

test('every end of a refresh is said with its reason and its next step', async () => {
  const { user, shell } = await drawList({ refreshRun: refreshRun(EVERY_END) });
  await user.click(await screen.findByRole('button', { name: 'Show' }));
  await happen(() => shell.change({ refreshRun: refreshRun(EVERY_END, { ended_at: '2026-11-30T10:02:00Z' }) }));
  await dialog('Refresh finished');
  const told = results();
  for (const [index, words] of [
    [2, 'The bank’s balance is of Nov 2'],
    [3, 'Update the connection and choose its accounts.'],
    [4, 'Update the connection and select it.'],
    [5, 'Take it from the bank’s own statement.'],
    [6, 'Amount can’t be held'],
    [7, 'Wait a minute, then refresh again.'],
    [8, 'It passes by itself: refresh again later. (INSTITUTION_DOWN)'],
    [9, 'The records can’t be written.'],
  ] as const) {
    expect(told[index]).toContain(words);
  }
});

test('a refresh that is cancelled keeps what it has read', async () => {
  const drawn = await openRefresh();
  await begin(drawn);
  await happen(() => goOnWithRefresh(drawn.shell, READ));
  await drawn.user.click(button('Stop the refresh'));
  await dialog('Refresh cancelled');
  screen.getByText('1 account was refreshed. What was read before you cancelled stays.');
  expect(results()[1]).toContain(
    'You cancelled before the bank answered. If the answer still comes, the balance is saved.',
  );
  expect(results()[2]).toContain('You cancelled before the bank was asked.');
  expect(drawn.shell.acts.map(({ name }) => name)).toEqual(['start_refresh', 'cancel_refresh']);
});

test('a refresh goes on behind a closed window, and says when it ends', async () => {
  const drawn = await openRefresh();
  await begin(drawn);
  await drawn.user.keyboard('{Escape}');
  await noDialog();
  await screen.findByText('Refreshing: 0 of 4');
  // The button leads back to what is under way.
  await drawn.user.click(button('Refresh'));
  await dialog('Refreshing balances');
  await drawn.user.keyboard('{Escape}');
  for (let count = 0; count < 4; count++) await happen(() => goOnWithRefresh(drawn.shell, READ));
  await drawn.user.click(await screen.findByRole('button', { name: 'Show result' }));
  await dialog('Refresh finished');
});

test('the history of an account is drawn, and stands in a table that says the same', async () => {
  const { user } = await openRefresh();
  await user.click(button('History of Plaid Checking ••••0000'));
  await dialog('Balances of Plaid Checking ••••0000');
  const drawing = await screen.findByRole('img', { name: /^Balance over time: 10 readings from/ });
  expect(drawing.getAttribute('aria-label')).toContain('between -$425.50 and $14,026.68, last $11,045.12.');
  expect(within(screen.getByRole('table', { name: 'Balances over time' })).getAllByRole('row')).toHaveLength(11);
  await user.keyboard('{Escape}');
  await dialog('Refresh balances');
  expect(account(/BAC-000000013/).getAttribute('aria-selected')).toBe('true');
});

test('a history of one reading and one that can’t be read say so', async () => {
  const { shell, user } = await openRefresh({ history: [balance()] });
  await user.click(button('History of Plaid Saving ••••1111'));
  await screen.findByText('One reading so far. The drawing begins with the second one.');
  await user.click(button('Back'));
  shell.failing.set('balance_history', problem('disk_full'));
  await user.click(button('History of Plaid Credit Card ••••3333'));
  await screen.findByRole('alert');
  shell.failing.clear();
  await user.click(button('Try again'));
  await screen.findByText('One reading so far. The drawing begins with the second one.');
  expect(screen.queryByRole('img', { name: /one reading/ })).toBeNull();
});

test('accounts that can’t be listed and a refresh that can’t begin say why', async () => {
  const { shell, user } = await drawList();
  shell.failing.set('refresh_accounts', problem('disk_full'));
  await user.click(button('Refresh'));
  await screen.findByRole('alert');
  shell.failing.clear();
  await user.click(button('Try again'));
  await screen.findByRole('grid', { name: 'Accounts to refresh' });
  const hint = 'Wait until the refresh that is under way has ended, or cancel it.';
  shell.failing.set('start_refresh', problem('invalid_import', { hint }));
  await user.click(account(/BAC-000000014/));
  await user.click(within(await dialog('Refresh balances')).getByRole('button', { name: 'Refresh' }));
  await screen.findByText(hint);
});

test('an accountant refreshes, too', async () => {
  const drawn = await openRefresh({ application: ACCOUNTANT });
  await begin(drawn);
});

test('where no bank is connected there is nothing to refresh', async () => {
  await drawList({ connections: [], refreshAccounts: [] });
  expect(button('Refresh')).toHaveProperty('disabled', true);
  expect(reasonOf(button('Refresh'))).toBe('Connect a bank first.');
});
