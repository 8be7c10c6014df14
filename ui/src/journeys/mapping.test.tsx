import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';

import { connection, mapping, problem, session } from '../ipc/samples';
import { button, dialog, drawList, focusOn, happen, noDialog, warning, type Drawn } from '../test/draw';

const TITLE = 'Which account is which?';

async function drawMapping(): Promise<Drawn> {
  const drawn = await drawList({ session: session() });
  await dialog('The bank’s window is open');
  await happen(() => drawn.shell.askToTellApart(mapping()));
  await dialog(TITLE);
  return drawn;
}

/** The accounts on record that nobody has named so far. */
function unused(): (string | null)[] {
  const told = within(screen.getByText('Will stop being used').closest('div')!);
  return told.getAllByRole('listitem').map((item) => item.textContent);
}

async function questions(): Promise<HTMLElement[]> {
  return screen.findAllByRole('radiogroup');
}

test('nothing is answered beforehand, and nothing can be saved before everything is answered', async () => {
  const { user } = await drawMapping();
  const [first, second] = await questions();
  expect(screen.queryAllByRole('radio', { checked: true })).toEqual([]);
  expect(button('Save').hasAttribute('disabled')).toBe(true);
  screen.getByText('2 accounts to decide');
  expect(unused()).toHaveLength(2);

  await user.click(within(first!).getByRole('radio', { name: /BAC-000000002/ }));
  expect(button('Save').hasAttribute('disabled')).toBe(true);
  await user.click(within(second!).getByRole('radio', { name: /A new account/ }));
  expect(button('Save').hasAttribute('disabled')).toBe(false);
  expect(unused()).toEqual(['BAC-000000009 Plaid Saving ••••1111']);
});

test('the answers are saved, and the update goes on', async () => {
  const { shell, user } = await drawMapping();
  const [first, second] = await questions();
  await user.click(within(first!).getByRole('radio', { name: /BAC-000000009/ }));
  await user.click(within(second!).getByRole('radio', { name: /A new account/ }));
  await user.click(button('Save'));
  await dialog('Updated');
  expect(shell.acts.at(-1)).toEqual({
    name: 'decide_mapping',
    argument: {
      session_id: 'lks_1',
      decisions: [
        { account_id: 'one', is: 'acc_9' },
        { account_id: 'other', is: null },
      ],
    },
  });
});

test('one account on record can’t be two accounts of the bank', async () => {
  const { user } = await drawMapping();
  const [first, second] = await questions();
  await user.click(within(first!).getByRole('radio', { name: /BAC-000000002/ }));
  await user.click(within(second!).getByRole('radio', { name: /BAC-000000002/ }));
  expect(within(first!).queryByRole('radio', { checked: true })).toBeNull();
  screen.getByText('1 account to decide');
});

test('it can be left and taken up later', async () => {
  const { shell, user } = await drawMapping();
  await questions();
  await user.click(button('Decide later'));
  await noDialog();
  expect(shell.acts).toEqual([]);
  await user.click(button('Tell accounts apart'));
  await dialog(TITLE);
});

test('at the start it waits in the list until it is taken up', async () => {
  const waiting = connection({ status: { kind: 'awaiting_mapping', reason: null }, can_update: false });
  const { user } = await drawList({
    connections: [waiting],
    session: session({ stage: 'awaiting_mapping' }),
    mapping: mapping(),
  });
  expect(screen.queryByRole('dialog')).toBeNull();
  await user.click(button('Tell accounts apart'));
  await dialog(TITLE);
});

test('accounts that can’t be read say why and are read again', async () => {
  const { shell, user } = await drawList({ session: session() });
  await dialog('The bank’s window is open');
  shell.failing.set('mapping', problem('internal'));
  await happen(() => shell.askToTellApart(mapping()));
  expect((await screen.findByRole('alert')).textContent).toContain('Something went wrong');
  shell.failing.clear();
  await user.click(button('Try again'));
  expect(await questions()).toHaveLength(2);
});

test('answers that can’t be saved stay', async () => {
  const { shell, user } = await drawMapping();
  const [first, second] = await questions();
  await user.click(within(first!).getByRole('radio', { name: /BAC-000000002/ }));
  await user.click(within(second!).getByRole('radio', { name: /A new account/ }));
  shell.failing.set('decide_mapping', problem('disk_full'));
  await user.click(button('Save'));
  expect((await screen.findByRole('alert')).textContent).toContain('The disk is full');
  expect(screen.queryAllByRole('radio', { checked: true })).toHaveLength(2);
});

test('answers stay while the question is left for later', async () => {
  const { user } = await drawMapping();
  const [first] = await questions();
  await user.click(within(first!).getByRole('radio', { name: /BAC-000000009/ }));
  await user.click(button('Decide later'));
  await noDialog();
  await user.click(button('Tell accounts apart'));
  await dialog(TITLE);
  expect(screen.getAllByRole('radio', { checked: true })).toHaveLength(1);
  expect(unused()).toEqual(['BAC-000000002 Plaid Saving ••••1111']);
});

test('an update can’t be given up: it has no new login', async () => {
  await drawMapping();
  expect(screen.queryByRole('button', { name: /^Don’t/ })).toBeNull();
});

test('a replacement can be given up, after a warning whose safe answer is at hand', async () => {
  const { shell, user } = await drawList({ session: session({ purpose: 'replace' }) });
  await dialog('The bank’s window is open');
  await happen(() => shell.askToTellApart(mapping('replace')));
  await dialog(TITLE);
  await user.click(button('Don’t replace…'));
  const asked = within(await warning('Keep the login as it was?'));
  asked.getByText(/The new login is removed at Plaid/);
  await focusOn('Go back');
  await user.keyboard('{Enter}');
  await dialog(TITLE);
  expect(shell.acts).toEqual([]);

  await user.click(button('Don’t replace…'));
  await user.click(await screen.findByRole('button', { name: 'Don’t replace' }));
  await noDialog();
  await screen.findByText('The login was not replaced');
  expect(shell.acts).toEqual([{ name: 'give_up', argument: { session_id: 'lks_1' } }]);
});

test('what can’t be given up any more says so', async () => {
  const { shell, user } = await drawList({ session: session({ purpose: 'reconnect' }) });
  await dialog('The bank’s window is open');
  await happen(() => shell.askToTellApart(mapping('reconnect')));
  await user.click(await screen.findByRole('button', { name: 'Don’t reconnect…' }));
  shell.failing.set('give_up', problem('no_longer_possible'));
  await user.click(await screen.findByRole('button', { name: 'Don’t reconnect' }));
  expect((await screen.findByRole('alert')).textContent).toContain('It is too late for that');
});
