import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';

import { connection, mapping, problem, session } from '../ipc/samples';
import { button, dialog, drawList, happen, noDialog, type Drawn } from '../test/draw';

const TITLE = 'Which account is which?';

async function drawMapping(): Promise<Drawn> {
  const drawn = await drawList({ session: session() });
  await dialog('The bank’s window is open');
  await happen(() => drawn.shell.askToTellApart(mapping()));
  await dialog(TITLE);
  return drawn;
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

  await user.click(within(first!).getByRole('radio', { name: /BAC-000000002/ }));
  expect(button('Save').hasAttribute('disabled')).toBe(true);
  await user.click(within(second!).getByRole('radio', { name: /A new account/ }));
  expect(button('Save').hasAttribute('disabled')).toBe(false);
  screen.getByText(/inactive after saving: BAC-000000009/);
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
