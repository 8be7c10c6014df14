import { run, type ElementContext } from 'axe-core';
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';

import { FakeShell } from '../ipc/fake';
import { READY, blocked, connection, everyStatus, mapping, problem, result, session } from '../ipc/samples';
import { signedOut } from '../ipc/samples.access';
import { EVERY_END as REFRESHED, refreshRun } from '../ipc/samples.balances';
import { EVERY_END, doubtful, gaps, importRun } from '../ipc/samples.statements';
import { duplicate, lost, mailSettings, orphan, orphans, outbox, removal } from '../ipc/samples.life';
import {
  CONNECT,
  REMOVE,
  UPDATE,
  USERNAME,
  button,
  dialog,
  draw,
  drawList,
  happen,
  noDialog,
  row,
  show,
  warning,
} from '../test/draw';

/** What axe finds wrong, apart from what needs a layout. Contrast is a matter of tokens.css. */
async function faults(): Promise<string[]> {
  // What the announcer of the library holds for a moment speaks of a button that may be gone. What is hidden needs no name;
  // without a layout axe can't tell.
  const { violations } = await run(
    { include: [document.body], exclude: [['[data-live-announcer]'], ['input[hidden]']] } as ElementContext,
    {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    },
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

test('a blocked start is accessible', async () => {
  draw(new FakeShell({ application: blocked(problem('keyring_missing')) }));
  await screen.findByRole('heading');
  expect(await faults()).toEqual([]);
});

test('the list in every status is accessible', async () => {
  await drawList({ connections: everyStatus() });
  expect(await faults()).toEqual([]);
});

test('the empty list is accessible', async () => {
  await drawList({ connections: [] });
  expect(await faults()).toEqual([]);
});

test('the confirmation before several updates is accessible', async () => {
  const { user } = await drawList();
  await user.click(row('Tartan Bank'));
  await user.click(button(UPDATE));
  await dialog('Update 2 connections');
  expect(await faults()).toEqual([]);
});

test('an open page and its warning are accessible', async () => {
  const { shell } = await drawList({ session: session() });
  await dialog('The bank’s window is open');
  expect(await faults()).toEqual([]);
  await happen(() => shell.wishToLeave('close'));
  await warning('Leave in the middle of the update?');
  expect(await faults()).toEqual([]);
});

test('waiting for a result is accessible', async () => {
  const { shell } = await drawList({ session: session() });
  await dialog('The bank’s window is open');
  await happen(() => shell.wait('plaid_unreachable', '2026-11-23T06:25:10Z'));
  await dialog('The result can’t be read yet');
  expect(await faults()).toEqual([]);
});

test('telling accounts apart is accessible', async () => {
  const { shell } = await drawList({ session: session() });
  await dialog('The bank’s window is open');
  await happen(() => shell.askToTellApart(mapping()));
  await screen.findAllByRole('radiogroup');
  expect(await faults()).toEqual([]);
});

test('the confirmation after an update is accessible', async () => {
  await drawList({ results: [result({ recovered: true })] });
  await dialog('Updated');
  expect(await faults()).toEqual([]);
});

test('the confirmations before a bank is connected and a connection is removed are accessible', async () => {
  const { user } = await drawList();
  await user.click(button(CONNECT));
  await dialog('Connect a bank');
  expect(await faults()).toEqual([]);
  await user.keyboard('{Escape}');
  await noDialog();
  await user.click(button(REMOVE));
  await warning('Remove this connection?');
  expect(await faults()).toEqual([]);
});

test('the new sign-in is accessible', async () => {
  const { user } = await drawList();
  await user.click(button(USERNAME));
  await dialog('Replace the login');
  expect(await faults()).toEqual([]);
});

test('a bank that is connected already is accessible', async () => {
  const { shell } = await drawList({ session: session({ purpose: 'connect', connection_id: null }) });
  await dialog('The bank’s window is open');
  await happen(() => shell.askOfDuplicate(duplicate()));
  await screen.findByRole('radiogroup');
  expect(await faults()).toEqual([]);
});

test('the details of a removal are accessible', async () => {
  const { user } = await drawList({ connections: [connection({ removals: [removal({ is_former: true })] })] });
  await user.click(button('Removal details'));
  await dialog('Plaid did not remove an unused login yet');
  expect(await faults()).toEqual([]);
});

test('a lost answer is accessible', async () => {
  await drawList({ results: [result({ outcome: 'lost', changes: [], support_text: 'The text.' })] });
  await dialog('Plaid’s answer was lost');
  expect(await faults()).toEqual([]);
});

test.each(['Bank accounts', 'Statements', 'Schedules', 'Connection log', 'Mail', 'Lost logins', 'Users', 'Settings'])(
  'the view “%s” is accessible',
  async (view) => {
    const { user } = await drawList({
      connections: everyStatus(),
      mail: mailSettings(),
      outbox: outbox(),
      orphans: orphans({ found: [orphan(), orphan({ item_id: 'other' })], lost: [lost()] }),
    });
    await show(user, view);
    await screen.findAllByRole('heading', { level: 2 });
    expect(await faults()).toEqual([]);
  },
);

test('a schedule, its runs and a paused connection are accessible', async () => {
  const { user } = await drawList({ connections: [connection({ is_paused: true })] });
  expect(await faults()).toEqual([]);
  await show(user, 'Schedules');
  await user.click(await screen.findByRole('button', { name: 'Change Month end' }));
  await dialog('Change the schedule');
  await user.clear(screen.getByLabelText(/^Name/));
  await user.click(button('Save'));
  await screen.findByText('Enter a name.');
  expect(await faults()).toEqual([]);
  await user.click(button('Cancel'));
  await user.click(await screen.findByRole('button', { name: 'Discard' }));
  await noDialog();
  await user.click(button('Runs of Each morning'));
  await screen.findByRole('table', { name: 'Accounts of the run' });
  expect(await faults()).toEqual([]);
});

test('refreshing, what comes of it and balances over time are accessible', async () => {
  const { shell, user } = await drawList();
  await user.click(button('Refresh'));
  await screen.findByRole('grid', { name: 'Accounts to refresh' });
  expect(await faults()).toEqual([]);
  await user.click(button('History of Plaid Checking ••••0000'));
  await screen.findByRole('img', { name: /^Balance over time/ });
  expect(await faults()).toEqual([]);
  await user.click(button('Back'));
  await user.click(button('Cancel'));
  await noDialog();
  const ended = { ended_at: '2026-11-30T10:02:00Z' };
  await happen(() => shell.change({ refreshRun: refreshRun([{ kind: 'working' }]) }));
  await user.click(await screen.findByRole('button', { name: 'Show' }));
  await happen(() => shell.change({ refreshRun: refreshRun(REFRESHED, ended) }));
  await dialog('Refresh finished');
  expect(await faults()).toEqual([]);
});

test('importing and what comes of it are accessible', async () => {
  const { shell, user } = await drawList();
  await show(user, 'Statements');
  await user.click(await screen.findByRole('button', { name: 'Import statements' }));
  await screen.findByRole('grid', { name: 'Accounts to import' });
  expect(await faults()).toEqual([]);
  await user.click(screen.getByRole('checkbox', { name: 'Select All' }));
  await user.click(button('Import'));
  await dialog('Importing statements');
  expect(await faults()).toEqual([]);
  await happen(() => shell.change({ importRun: importRun(EVERY_END, { ended_at: '2026-11-30T10:02:00Z' }) }));
  await dialog('Import finished');
  expect(await faults()).toEqual([]);
});

test('exporting and what comes of it are accessible', async () => {
  const { user } = await drawList();
  await show(user, 'Statements');
  await user.click(await screen.findByRole('button', { name: 'Export…' }));
  await dialog('Export statements');
  expect(await faults()).toEqual([]);
  await user.click(screen.getByRole('radio', { name: 'CAMT.053' }));
  await user.click(button('Export'));
  await dialog('Statements exported');
  expect(await faults()).toEqual([]);
});

test('the lines of a statement and their filters are accessible', async () => {
  const { user } = await drawList({ doubtful: [doubtful()], gaps: [gaps()] });
  await show(user, 'Statements');
  await user.click(await screen.findByRole('rowheader', { name: /2026-09-30/ }));
  await screen.findByText('Postage');
  await user.type(screen.getByLabelText('Amount from'), 'x');
  expect(await faults()).toEqual([]);
  await user.click(button('Tell apart'));
  await dialog('On record already?');
  expect(await faults()).toEqual([]);
  await user.keyboard('{Escape}');
  await noDialog();
  await user.click(button('Show the days'));
  await dialog('Days without transactions');
  expect(await faults()).toEqual([]);
});

test('mail settings that can’t be saved are accessible', async () => {
  const { user } = await drawList();
  await show(user, 'Mail');
  await user.click(await screen.findByRole('button', { name: 'Save' }));
  await screen.findByText('Enter the name of the server.');
  expect(await faults()).toEqual([]);
});

test.each([
  ['the first start', { state: 'set_up', profile: READY.profile } as const, 'Create the integration user'],
  ['signing in', signedOut({ demo_password: 'demo demo demo' }), 'Sign in'],
  ['the lock', signedOut({ is_locked: true }), 'Locked'],
])('%s is accessible', async (_, application, heading) => {
  draw(new FakeShell({ application }));
  await screen.findByRole('heading', { name: heading });
  expect(await faults()).toEqual([]);
});

test('a refused password with a wait is accessible', async () => {
  const retry_at = new Date(Date.now() + 90_000).toISOString();
  const { user } = draw(new FakeShell({ application: signedOut(), passwordAnswer: { kind: 'wrong', retry_at } }));
  await user.type(await screen.findByLabelText('Password'), 'something{Enter}');
  await screen.findByRole('timer');
  expect(await faults()).toEqual([]);
});

test('the recovery code is accessible', async () => {
  const { user } = await drawList();
  await user.click(button(/Signed in as/));
  await user.click(await screen.findByRole('menuitem', { name: 'New recovery code…' }));
  await dialog('Make a new recovery code');
  expect(await faults()).toEqual([]);
  await user.type(screen.getByLabelText('Your password'), 'something');
  await user.click(button('Make a new code'));
  await screen.findByRole('group', { name: 'Recovery code' });
  expect(await faults()).toEqual([]);
});

test('adding an accountant is accessible', async () => {
  const { user } = await drawList();
  await show(user, 'Users');
  await user.click(await screen.findByRole('button', { name: 'Add accountant…' }));
  await dialog('Add an accountant');
  await user.type(screen.getByLabelText('First password'), 'something');
  await screen.findByRole('meter');
  expect(await faults()).toEqual([]);
});

test.each([
  ['Add bank account…', 'Add a bank account'],
  ['Edit 1010 Operating account', 'Edit the bank account'],
  ['Link 1030 Certificate of deposit 2222', 'Link the bank account'],
  ['Change link of 1010 Operating account', 'Change the link'],
  ['Import CSV…', 'Import bank accounts'],
])('“%s” is accessible', async (act, title) => {
  const { user } = await drawList();
  await show(user, 'Bank accounts');
  await user.click(await screen.findByRole('button', { name: act }));
  await dialog(title);
  expect(await faults()).toEqual([]);
});

test('the review of suggestions is accessible', async () => {
  const { user } = await drawList();
  await show(user, 'Bank accounts');
  await user.click(await screen.findByRole('button', { name: 'Review…' }));
  for (const box of await screen.findAllByRole('checkbox')) await user.click(box);
  await user.click(button('Link 2 accounts'));
  expect(await faults()).toEqual([]);
});

test('the preview of a file is accessible', async () => {
  const { user } = await drawList();
  await show(user, 'Bank accounts');
  await user.click(await screen.findByRole('button', { name: 'Import CSV…' }));
  const input = document.querySelector<HTMLInputElement>('input[type=file]');
  if (input === null) throw new Error('there is a field for files');
  await user.upload(input, new File([''], 'books.csv', { type: 'text/csv' }));
  await screen.findByRole('table', { name: 'What the file would do' });
  expect(await faults()).toEqual([]);
});
