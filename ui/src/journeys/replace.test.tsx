import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';

import { PLATYPUS, TARTAN, change, connection, problem } from '../ipc/samples';
import { removal } from '../ipc/samples.life';
import {
  OPEN,
  UPDATE,
  USERNAME,
  button,
  choose,
  dialog,
  drawList,
  focusOn,
  happen,
  noDialog,
  row,
  type Drawn,
} from '../test/draw';

const gone = connection({ status: { kind: 'needs_reconnecting', reason: null }, can_update: false });
const obsolete = connection({
  status: { kind: 'obsolete', reason: null },
  can_update: false,
  can_replace: false,
  can_remove: false,
  can_reconnect: true,
});

async function openReplace(): Promise<Drawn> {
  const drawn = await drawList({ connections: [gone] });
  await choose(drawn.user, 'First Platypus Bank');
  await drawn.user.click(button(UPDATE));
  await dialog('Sign in anew');
  await drawn.user.click(button(OPEN));
  await dialog('The bank’s window is open');
  return drawn;
}

test('an update of a login that Plaid no longer knows says so, and what stays', async () => {
  const { shell, user } = await drawList({ connections: [gone] });
  await choose(user, 'First Platypus Bank');
  await user.click(button(UPDATE));
  const asked = within(await dialog('Sign in anew'));
  asked.getByText('Plaid no longer knows this login');
  expect(asked.getAllByText('ins_109508').length).toBeGreaterThan(1);
  asked.getByText('Numbers, bank-account mapping and history stay.');
  expect(shell.acts).toEqual([]);
  await user.click(button(OPEN));
  await dialog('The bank’s window is open');
  expect(shell.acts).toEqual([{ name: 'start_replace', argument: { connection_id: 'con_platypus' } }]);
});

test('the result says what changed account by account, and that the earlier login is still at Plaid', async () => {
  const { shell, user } = await openReplace();
  const [checking, saving] = connection().accounts;
  await happen(() =>
    shell.end({
      changes: [change('account_id_changed', checking!), change('now_inactive', saving!)],
      removal: removal({ is_former: true }),
    }),
  );
  const outcome = within(await dialog('Login replaced'));
  const [, ...lines] = within(outcome.getByRole('table', { name: 'What changed, account by account' })).getAllByRole(
    'row',
  );
  expect(lines.map((line) => line.textContent)).toEqual([
    'BAC-000000001Plaid Checking ••••0000CheckingNew account ID – same record',
    'BAC-000000002Plaid Saving ••••1111SavingsNow inactive',
  ]);
  outcome.getByText('The earlier login is still at Plaid');
  await user.click(button('Done'));
  await noDialog();
  expect(row('First Platypus Bank').textContent).toContain(
    'A login that is no longer used is not removed at Plaid yet.',
  );
});

test('a replacement without a rest says nothing of one', async () => {
  const { shell } = await openReplace();
  await happen(() => shell.end());
  await dialog('Login replaced');
  expect(screen.queryByText(/still at Plaid/)).toBeNull();
});

test('another bank is refused by name, nothing is changed, and it is tried again', async () => {
  const { shell, user } = await openReplace();
  await happen(() =>
    shell.end({
      outcome: 'wrong_bank',
      institution: TARTAN,
      expected_institution: PLATYPUS,
      status: gone.status,
      changes: [],
    }),
  );
  within(await dialog('Another bank was picked')).getByText(
    'You picked Tartan Bank (ins_109511). This connection belongs to First Platypus Bank (ins_109508). Nothing was changed.',
  );
  await focusOn('Try again');
  await user.click(button('Try again'));
  await dialog('The bank’s window is open');
  expect(shell.acts.map(({ name }) => name)).toEqual(['start_replace', 'acknowledge_result', 'start_replace']);
});

test('a different username is a choice of its own in the panel', async () => {
  const { shell, user } = await drawList();
  await user.click(button(USERNAME));
  const asked = within(await dialog('Replace the login'));
  asked.getByText(/with the other username/);
  asked.getByText(/The earlier login is removed at Plaid at the very end/);
  await user.click(button(OPEN));
  await dialog('The bank’s window is open');
  expect(shell.acts.at(-1)?.name).toBe('start_replace');
});

test('a different username is a choice in the confirmation of an update, too', async () => {
  const { user } = await drawList();
  await user.click(button(UPDATE));
  const asked = within(await dialog('Update this connection'));
  await user.click(asked.getByRole('button', { name: USERNAME }));
  await dialog('Replace the login');
  await focusOn(OPEN);
  await user.click(button('Cancel'));
  await noDialog();
  await focusOn(UPDATE);
});

test('an update that finds the login gone leads to the new sign-in', async () => {
  const { shell, user } = await drawList();
  shell.failing.set('start_update', problem('connection_gone'));
  await user.click(button(UPDATE));
  await user.click(await screen.findByRole('button', { name: OPEN }));
  await screen.findByRole('alertdialog', { name: 'Plaid no longer knows this login' });
  await user.click(button('Sign in anew…'));
  await dialog('Replace the login');
  await user.click(button(OPEN));
  await dialog('The bank’s window is open');
  expect(shell.acts.map(({ name }) => name)).toEqual(['start_update', 'start_replace']);
});

test('several chosen connections are each updated in the way that is possible', async () => {
  const other = connection({ id: 'con_tartan', institution: TARTAN });
  const { shell, user } = await drawList({ connections: [gone, other] });
  await user.click(row('First Platypus Bank'));
  await user.click(row('Tartan Bank'));
  await user.click(button(UPDATE));
  within(await dialog('Update 2 connections')).getByText(/Plaid no longer knows the login/);
  await user.click(button(OPEN));
  await dialog('The bank’s window is open');
  await happen(() => shell.end());
  await dialog('Login replaced');
  await user.click(button('Next: Tartan Bank (2 of 2)'));
  await dialog('The bank’s window is open');
  expect(shell.acts.map(({ name }) => name)).toEqual(['start_replace', 'acknowledge_result', 'start_update']);
});

test('a removed connection is reconnected, and its numbers go on', async () => {
  const { shell, user } = await drawList({ connections: [obsolete] });
  await choose(user, 'First Platypus Bank');
  await user.click(button('Reconnect Bank Connection – Plaid'));
  const asked = within(await dialog('Reconnect this connection'));
  asked.getByText('Numbers, bank-account mapping and history go on.');
  await user.click(button(OPEN));
  await dialog('The bank’s window is open');
  await happen(() => shell.end());
  await dialog('Reconnected');
  await user.click(button('Done'));
  await noDialog();
  expect(row('First Platypus Bank').textContent).toContain('Active');
  expect(shell.acts.map(({ name }) => name)).toEqual(['start_reconnect', 'acknowledge_result']);
});
