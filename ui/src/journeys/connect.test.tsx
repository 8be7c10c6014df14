import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';

import { PLATYPUS, TARTAN, accounts, change, connection, problem, session } from '../ipc/samples';
import { SUPPORT_TEXT, duplicate } from '../ipc/samples.life';
import {
  CONNECT,
  OPEN,
  button,
  dialog,
  drawList,
  focusOn,
  happen,
  noDialog,
  row,
  warning,
  type Drawn,
} from '../test/draw';

const DUPLICATE = 'This bank is connected already';
const connecting = { purpose: 'connect', connection_id: null, institution: null } as const;

async function openConnect(drawn: Drawn): Promise<void> {
  await drawn.user.click(button(CONNECT));
  await drawn.user.click(await screen.findByRole('button', { name: OPEN }));
  await dialog('The bank’s window is open');
}

async function drawDuplicate(changes: Parameters<typeof duplicate>[0] = {}): Promise<Drawn> {
  const drawn = await drawList({ session: session(connecting) });
  await dialog('The bank’s window is open');
  await happen(() => drawn.shell.askOfDuplicate(duplicate(changes)));
  await dialog(DUPLICATE);
  await screen.findByRole('radiogroup');
  return drawn;
}

test('a bank is connected, and the result names its accounts with their numbers', async () => {
  const drawn = await drawList();
  const { shell, user } = drawn;
  await user.click(button(CONNECT));
  const confirmation = within(await dialog('Connect a bank'));
  confirmation.getByText(/by its name or institution ID/);
  confirmation.getByText('Only the accounts you choose there are connected.');
  await focusOn(OPEN);
  expect(shell.acts).toEqual([]);

  await user.click(button(OPEN));
  await dialog('The bank’s window is open');
  await happen(() => shell.settle());
  await dialog('Reading what the bank says…');
  await happen(() =>
    shell.end({ institution: TARTAN, changes: accounts(19, 3).map((account) => change('new', account)) }),
  );

  const outcome = within(await dialog('Connected'));
  outcome.getByText('3 accounts of Tartan Bank (ins_109511) are connected.');
  const [, ...lines] = within(outcome.getByRole('table', { name: 'Connected accounts' })).getAllByRole('row');
  expect(lines.map((line) => line.textContent)).toEqual([
    'BAC-000000019Plaid Checking ••••0000Checking',
    'BAC-000000020Plaid Saving ••••1111Savings',
    'BAC-000000021Plaid CD ••••2222Certificate of deposit',
  ]);
  await user.click(button('Done'));
  await noDialog();
  await focusOn(CONNECT);
  expect(shell.acts.map(({ name }) => name)).toEqual(['start_connect', 'acknowledge_result']);
});

test('a cancelled confirmation connects nothing', async () => {
  const { shell, user } = await drawList();
  await user.click(button(CONNECT));
  await dialog('Connect a bank');
  await user.keyboard('{Escape}');
  await noDialog();
  expect(shell.acts).toEqual([]);
});

test('connecting can be begun where nothing is connected yet', async () => {
  const { user } = await drawList({ connections: [] });
  screen.getByText('No bank connections yet');
  await user.click(button(CONNECT));
  await dialog('Connect a bank');
});

test('a window that can’t be opened says why and is tried again', async () => {
  const drawn = await drawList();
  drawn.shell.failing.set('start_connect', problem('plaid_unreachable'));
  await drawn.user.click(button(CONNECT));
  await drawn.user.click(await screen.findByRole('button', { name: OPEN }));
  await warning('Plaid can’t be reached');
  drawn.shell.failing.clear();
  await drawn.user.click(button('Try again'));
  await dialog('The bank’s window is open');
});

test('leaving while connecting asks first, in its own words', async () => {
  const drawn = await drawList();
  await openConnect(drawn);
  await drawn.user.click(button('Cancel…'));
  const asked = within(await warning('Leave in the middle of connecting?'));
  asked.getByText(/your selection of accounts would be lost/);
  await focusOn('Stay and finish');
  await drawn.user.click(button('Leave anyway'));
  await dialog('Reading what the bank says…');
  await happen(() => drawn.shell.end({ outcome: 'unchanged', institution: null, status: null, changes: [] }));
  within(await dialog('Nothing changed')).getByText(/no bank was connected/);
});

test('a bank that is connected already is asked about before anything is connected', async () => {
  await drawDuplicate();
  const asked = within(await dialog(DUPLICATE));
  asked.getByText('Nothing has been connected yet.');
  const [, ...lines] = within(asked.getByRole('table', { name: 'Accounts that you chose at the bank' })).getAllByRole(
    'row',
  );
  expect(lines.map((line) => line.textContent)).toEqual([
    'Plaid Checking ••••0000CheckingBAC-000000001',
    'Plaid Saving ••••1111SavingsBAC-000000002',
    'Plaid CD ••••2222Certificate of depositBAC-000000003',
    'Plaid Credit Card ••••3333Credit cardNot connected yet',
  ]);
  const chosen: HTMLInputElement = screen.getByRole('radio', { checked: true });
  expect(chosen.closest('label')?.textContent).toBe('Update the existing connection');
});

test('the existing connection is updated in its place, after its own confirmation', async () => {
  const { shell, user } = await drawDuplicate();
  await user.click(button('Continue'));
  within(await dialog('Update this connection')).getByText(/Nothing was connected/);
  expect(shell.acts).toEqual([
    {
      name: 'decide_duplicate',
      argument: { session_id: 'lks_1', choice: { kind: 'use_existing', connection_id: 'con_platypus' } },
    },
  ]);
  await user.click(button(OPEN));
  await dialog('The bank’s window is open');
  expect(shell.acts.at(-1)?.name).toBe('start_update');
});

test('a second login is connected where the user says so', async () => {
  const { shell, user } = await drawDuplicate();
  await user.click(screen.getByRole('radio', { name: /Connect as a second login/ }));
  await user.click(button('Continue'));
  await dialog('Reading what the bank says…');
  expect(shell.acts.at(-1)?.argument).toEqual({ session_id: 'lks_1', choice: { kind: 'connect_anyway' } });
  await happen(() => shell.end());
  await dialog('Connected');
});

test('a removed connection is offered to be reconnected with the very sign-in', async () => {
  const { shell, user } = await drawDuplicate({
    existing: [{ connection_id: 'con_platypus', obsolete: true, accounts: accounts(1, 3) }],
  });
  const chosen: HTMLInputElement = screen.getByRole('radio', { checked: true });
  expect(chosen.closest('label')?.textContent).toBe('Reconnect the removed connection');
  await user.click(button('Continue'));
  await dialog('Reading what the bank says…');
  await happen(() => shell.end());
  await dialog('Reconnected');
});

test('nothing is connected where the user stops', async () => {
  const { shell, user } = await drawDuplicate();
  await user.click(button('Don’t connect'));
  await noDialog();
  await screen.findByText('Nothing was connected');
  expect(shell.acts).toEqual([
    { name: 'decide_duplicate', argument: { session_id: 'lks_1', choice: { kind: 'stop' } } },
  ]);
});

test('the choice can be left, waits above the list, and is taken up again', async () => {
  const { shell, user } = await drawDuplicate();
  await user.click(button('Decide later'));
  await noDialog();
  screen.getByText('First Platypus Bank (ins_109508) is not connected yet');
  await user.click(button('Say what you want'));
  await dialog(DUPLICATE);
  expect(shell.acts).toEqual([]);
});

test('a choice that can’t be carried out now stays, and says why', async () => {
  const { shell, user } = await drawDuplicate();
  shell.failing.set('decide_duplicate', problem('keyring_locked'));
  await user.click(button('Continue'));
  expect((await screen.findByRole('alert')).textContent).toContain('Your keyring is locked');
  await dialog(DUPLICATE);
});

test('a bank whose result can’t be read yet goes on in the background and can be given up', async () => {
  const drawn = await drawList({ session: session({ ...connecting, institution: PLATYPUS }) });
  const { shell, user } = drawn;
  await dialog('The bank’s window is open');
  await happen(() => shell.wait('plaid_unreachable', '2026-11-23T06:25:10Z'));
  await dialog('The result can’t be read yet');
  await user.click(button('Work on meanwhile'));
  await noDialog();
  screen.getByText(/tried again by itself at 06:25:10/);
  await user.click(button('Try again now'));
  await dialog('Reading what the bank says…');
  await happen(() => shell.wait('plaid_unreachable', '2026-11-23T06:26:10Z'));
  await user.click(await screen.findByRole('button', { name: 'Don’t connect…' }));
  await warning('Stop connecting this bank?');
  await user.click(button('Don’t connect'));
  await noDialog();
  expect(shell.acts).toEqual([
    { name: 'retry_session', argument: { session_id: 'lks_1' } },
    { name: 'give_up', argument: { session_id: 'lks_1' } },
  ]);
});

test('a bank that waits for the keyring is connected as soon as the user has it tried again', async () => {
  const drawn = await drawList();
  const { shell, user } = drawn;
  await openConnect(drawn);
  await happen(() => shell.wait('keyring_locked', '2026-11-23T06:35:10Z'));
  within(await dialog('The result can’t be read yet')).getByText('Your keyring is locked');
  await user.click(button('Try now'));
  await dialog('Reading what the bank says…');
  expect(shell.acts.at(-1)).toEqual({ name: 'retry_session', argument: { session_id: 'lks_1' } });
  await happen(() => shell.end());
  await dialog('Connected');
});

test('a bank that waits and can’t be tried again says why, and still waits', async () => {
  const { shell, user } = await drawList({ session: session({ ...connecting, stage: 'waiting' }) });
  shell.failing.set('retry_session', problem('plaid_keys_refused'));
  await user.click(button('Try again now'));
  await screen.findAllByText('Plaid refused the firm’s keys');
  await dialog('The result can’t be read yet');
});

test('a lost answer is told calmly, with the text for Plaid Support to copy', async () => {
  const drawn = await drawList();
  await openConnect(drawn);
  await happen(() => drawn.shell.end({ outcome: 'lost', status: null, changes: [], support_text: SUPPORT_TEXT }));
  const told = within(await dialog('Plaid’s answer was lost'));
  told.getByText(/Your records are as they were/);
  expect(told.getByRole('group', { name: 'Text for Plaid Support' }).textContent).toBe(SUPPORT_TEXT);
  await drawn.user.click(button('Copy text for Plaid Support'));
  expect(await navigator.clipboard.readText()).toBe(SUPPORT_TEXT);
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
});

test.each([
  ['too_late', 'Sign-in expired'],
  ['refused', 'Refused by Plaid'],
] as const)('what ends with `%s` can be tried again', async (outcome, title) => {
  const drawn = await drawList();
  await openConnect(drawn);
  await happen(() => drawn.shell.end({ outcome, status: null, changes: [] }));
  await dialog(title);
  await drawn.user.click(button('Try again'));
  await dialog('The bank’s window is open');
  expect(drawn.shell.acts.map(({ name }) => name)).toEqual(['start_connect', 'acknowledge_result', 'start_connect']);
});

test('the same bank can be in the list twice', async () => {
  await drawList({ connections: [connection(), connection({ id: 'con_other' })] });
  expect(screen.getAllByRole('row', { name: /First Platypus Bank/ })).toHaveLength(2);
  expect(() => row('First Platypus Bank')).toThrow();
});
