import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';

import { change, connection, problem, result, session } from '../ipc/samples';
import { OPEN, UPDATE, button, dialog, draw, drawList, focusOn, happen, noDialog, openPage, row } from '../test/draw';
import { FakeShell } from '../ipc/fake';

test('a connection is updated, and the confirmation says what changed account by account', async () => {
  const drawn = await drawList();
  const { shell, user } = drawn;
  await user.click(button(UPDATE));

  const confirmation = within(await dialog('Update this connection'));
  expect(confirmation.getByText('ins_109508')).toBeTruthy();
  expect(confirmation.getByText('Plaid Checking ••••0000')).toBeTruthy();
  expect(confirmation.getByText(/Only the accounts you choose there stay active/)).toBeTruthy();
  expect(confirmation.getByText(/Don’t cancel once you have entered your credentials/)).toBeTruthy();
  expect(shell.acts).toEqual([]);

  await user.click(button(OPEN));
  await dialog('The bank’s window is open');
  expect(shell.acts).toEqual([
    { name: 'start_update', argument: { connection_id: 'con_platypus', even_if_healthy: false } },
  ]);

  await happen(() => shell.settle());
  await dialog('Reading what the bank says…');
  const [checking, saving, cd] = connection().accounts;
  await happen(() =>
    shell.end({
      changes: [
        change('kept', checking!),
        change('account_id_changed', saving!),
        change('now_inactive', cd!),
        { ...change('new', cd!), number: 'BAC-000000023', name: 'Plaid HSA' },
      ],
    }),
  );

  const outcome = within(await dialog('Updated'));
  const rows = within(outcome.getByRole('table', { name: 'What changed, account by account' })).getAllByRole('row');
  expect(rows.map((line) => line.textContent)).toEqual([
    'NumberAccountTypeWhat changed',
    'BAC-000000001Plaid Checking ••••0000CheckingStays active',
    'BAC-000000002Plaid Saving ••••1111SavingsNew account ID – same record',
    'BAC-000000003Plaid CD ••••2222Certificate of depositNow inactive',
    'BAC-000000023Plaid HSA ••••2222Certificate of depositNew account',
  ]);

  await user.click(button('Done'));
  await noDialog();
  expect(shell.acts.at(-1)).toEqual({ name: 'acknowledge_result', argument: { session_id: 'lks_1' } });
  expect(within(row('First Platypus Bank')).getByText('Active')).toBeTruthy();
});

test('the focus returns to where the update began', async () => {
  const drawn = await drawList();
  await openPage(drawn);
  await happen(() => drawn.shell.end());
  await dialog('Updated');
  await focusOn('Done');
  await drawn.user.keyboard('{Enter}');
  await noDialog();
  await focusOn(UPDATE);
});

test('a cancelled confirmation opens nothing', async () => {
  const { shell, user } = await drawList();
  await user.click(button(UPDATE));
  await dialog('Update this connection');
  await focusOn(OPEN);
  await user.keyboard('{Escape}');
  await noDialog();
  await focusOn(UPDATE);
  expect(shell.acts).toEqual([]);
});

test('no confirmation is shown before the records are changed', async () => {
  const drawn = await drawList();
  await openPage(drawn);
  await happen(() => drawn.shell.settle());
  await dialog('Reading what the bank says…');
  expect(screen.queryByRole('dialog', { name: 'Updated' })).toBeNull();
});

test('several connections are updated one after another', async () => {
  const { shell, user } = await drawList();
  await user.click(row('Tartan Bank'));
  await user.click(button(UPDATE));

  const list = within(await dialog('Update 2 connections')).getAllByRole('listitem');
  expect(list.map((item) => item.textContent).filter((text) => text.includes('ins_'))).toEqual([
    expect.stringContaining('First Platypus Bank ins_109508'),
    expect.stringContaining('Tartan Bank ins_109511'),
  ]);

  await user.click(button(OPEN));
  expect(within(await dialog('The bank’s window is open')).getByText('Bank 1 of 2')).toBeTruthy();
  await happen(() => shell.end());
  await dialog('Updated');
  await user.click(button('Next: Tartan Bank (2 of 2)'));

  expect(within(await dialog('The bank’s window is open')).getByText('Bank 2 of 2')).toBeTruthy();
  await happen(() => shell.end());
  await dialog('Updated');
  expect(screen.queryByRole('button', { name: /^Next/ })).toBeNull();
  await user.click(button('Done'));
  await noDialog();
  expect(shell.acts.filter(({ name }) => name === 'start_update').map(({ argument }) => argument)).toEqual([
    { connection_id: 'con_platypus', even_if_healthy: false },
    { connection_id: 'con_tartan', even_if_healthy: true },
  ]);
});

test('a run can be stopped between two banks', async () => {
  const { shell, user } = await drawList();
  await user.click(row('Tartan Bank'));
  await user.click(button(UPDATE));
  await user.click(await screen.findByRole('button', { name: OPEN }));
  await dialog('The bank’s window is open');
  await happen(() => shell.end());
  await dialog('Updated');
  await user.click(button('Stop here'));
  await noDialog();
  expect(shell.acts.filter(({ name }) => name === 'start_update')).toHaveLength(1);
});

test('Escape on a result begins nothing more', async () => {
  const { shell, user } = await drawList();
  await user.click(row('Tartan Bank'));
  await user.click(button(UPDATE));
  await user.click(await screen.findByRole('button', { name: OPEN }));
  await dialog('The bank’s window is open');
  await happen(() => shell.end());
  await dialog('Updated');
  await user.keyboard('{Escape}');
  await noDialog();
  expect(shell.acts.map(({ name }) => name)).toEqual(['start_update', 'acknowledge_result']);
});

test('a connection that works again by itself needs nothing, and can be opened all the same', async () => {
  const { shell, user } = await drawList();
  shell.healed.add('con_platypus');
  await user.click(button(UPDATE));
  await user.click(await screen.findByRole('button', { name: OPEN }));
  await dialog('This connection works again by itself');
  await focusOn('Done');

  await user.click(button('Open the bank’s window anyway'));
  await dialog('The bank’s window is open');
  expect(shell.acts.at(-1)?.argument).toEqual({ connection_id: 'con_platypus', even_if_healthy: true });
});

test('a page that can’t be opened says why and can be tried again', async () => {
  const { shell, user } = await drawList();
  shell.failing.set('start_update', problem('plaid_unreachable', { hint: 'Plaid plans maintenance until noon' }));
  await user.click(button(UPDATE));
  await user.click(await screen.findByRole('button', { name: OPEN }));

  const failure = within(await screen.findByRole('alertdialog', { name: 'Plaid can’t be reached' }));
  expect(failure.getByText('Plaid plans maintenance until noon')).toBeTruthy();
  expect(failure.getByText(/nothing was changed/)).toBeTruthy();

  shell.failing.clear();
  await user.click(button('Try again'));
  await dialog('The bank’s window is open');
});

test('a bank that fails in a run can be skipped', async () => {
  const { shell, user } = await drawList();
  shell.failing.set('start_update', problem('bank_unavailable'));
  await user.click(row('Tartan Bank'));
  await user.click(button(UPDATE));
  await user.click(await screen.findByRole('button', { name: OPEN }));
  await screen.findByRole('alertdialog', { name: 'The bank does not answer' });
  shell.failing.clear();
  await user.click(button('Skip to Tartan Bank'));
  expect(within(await dialog('The bank’s window is open')).getByText('ins_109511')).toBeTruthy();
});

test('the page can go on in the browser and come back', async () => {
  const { shell, user } = await drawList({ session: session() });
  await dialog('The bank’s window is open');
  await user.click(button('Open in my browser instead'));
  await dialog('Finish in your browser');
  await focusOn('Open in my browser again');
  await user.click(button('Use the bank’s window instead'));
  await dialog('The bank’s window is open');
  expect(shell.acts.map(({ name }) => name)).toEqual(['open_in_browser', 'show_link_window']);
});

test('a button of an open page that fails says why, and the page stays open', async () => {
  const { shell, user } = await drawList({ session: session() });
  await dialog('The bank’s window is open');
  shell.failing.set('show_link_window', problem('internal'));
  await user.click(button('Show the bank’s window'));
  expect((await screen.findByRole('alert')).textContent).toContain('Something went wrong in Bank Connections');
  await dialog('The bank’s window is open');
});

test('a result that can’t be read yet says when it is tried again and lets the user work on', async () => {
  const drawn = await drawList();
  const { shell, user } = drawn;
  await openPage(drawn);
  await happen(() => shell.wait('plaid_unreachable', '2026-11-23T06:25:10Z'));

  const waiting = within(await dialog('The result can’t be read yet'));
  expect(waiting.getByText(/tried again by itself at 06:25:10/)).toBeTruthy();
  expect(waiting.getByText('Plaid can’t be reached')).toBeTruthy();
  await user.click(button('Try now'));
  expect(shell.acts.at(-1)).toEqual({ name: 'retry_session', argument: { session_id: 'lks_1' } });

  await dialog('Reading what the bank says…');
  await happen(() => shell.wait('plaid_unreachable', '2026-11-23T06:26:10Z'));
  await dialog('The result can’t be read yet');
  await user.click(button('Work on meanwhile'));
  await noDialog();

  await happen(() => shell.end({ outcome: 'repaired' }));
  await dialog('Repaired by itself');
});

test('a run goes on although one bank can’t be read yet', async () => {
  const { shell, user } = await drawList();
  await user.click(row('Tartan Bank'));
  await user.click(button(UPDATE));
  await user.click(await screen.findByRole('button', { name: OPEN }));
  await dialog('The bank’s window is open');
  await happen(() => shell.wait('bank_unavailable', '2026-11-23T06:25:10Z'));
  await dialog('The result can’t be read yet');
  await user.click(button('Work on meanwhile'));

  await dialog('Go on with the next bank?');
  await user.click(button('Next: Tartan Bank (2 of 2)'));
  expect(within(await dialog('The bank’s window is open')).getByText('ins_109511')).toBeTruthy();
});

test('an update found unfinished at the start goes on in the background and is taken up from its row', async () => {
  const interrupted = connection({ status: { kind: 'update_interrupted', reason: null }, can_update: false });
  const { shell, user } = await drawList({
    connections: [interrupted],
    session: session({ stage: 'waiting', problem: problem('plaid_unreachable') }),
  });
  expect(screen.queryByRole('dialog')).toBeNull();
  await user.click(button('Try again now'));
  await dialog('Reading what the bank says…');
  expect(shell.acts).toEqual([{ name: 'retry_settling', argument: { connection_id: 'con_platypus' } }]);
});

test('results that nobody has seen are shown one after the other, and tell of a repair', async () => {
  const shell = new FakeShell({
    results: [
      result({ session_id: 'lks_1', outcome: 'repaired', recovered: true }),
      result({ session_id: 'lks_2', outcome: 'unchanged' }),
    ],
  });
  const { user } = draw(shell);
  expect(within(await dialog('Repaired by itself')).getByText(/interrupted when Bank Connections closed/)).toBeTruthy();
  await user.click(button('Done'));
  expect(within(await dialog('Nothing changed')).queryByText(/interrupted when/)).toBeNull();
  await user.keyboard('{Escape}');
  await noDialog();
  expect(shell.acts.map(({ argument }) => argument)).toEqual([{ session_id: 'lks_1' }, { session_id: 'lks_2' }]);
});

test('a result stays until its acknowledgement is stored', async () => {
  const { shell, user } = await drawList({ results: [result()] });
  await dialog('Updated');
  shell.failing.set('acknowledge_result', problem('disk_full'));
  await user.click(button('Done'));
  expect((await screen.findByRole('alert')).textContent).toContain('The disk is full');
  await dialog('Updated');
});
