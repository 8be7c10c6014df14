import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';

import { connection, problem, result } from '../ipc/samples';
import { SUPPORT_TEXT, mailSettings, outbox, removal, removalFailure } from '../ipc/samples.life';
import { REMOVE, button, dialog, drawList, focusOn, happen, noDialog, row, warning } from '../test/draw';

const ASKED = 'Remove this connection?';
const NOT_YET = 'Removing: Plaid did not remove it yet';

test('the confirmation names the accounts, what stays and what ends, and keeping is the answer at hand', async () => {
  const { shell, user } = await drawList();
  await user.click(button(REMOVE));
  const asked = within(await warning(ASKED));
  const [first, ...others] = asked.getAllByRole('listitem').filter((item) => item.textContent.startsWith('BAC-'));
  expect(first?.textContent).toBe('BAC-000000001Plaid Checking ••••0000');
  expect(others).toHaveLength(8);
  asked.getByText('Ends:');
  asked.getByText('Stays:');
  asked.getByText('The login at Plaid ends for good.');
  await focusOn('Keep connection');
  await user.keyboard('{Enter}');
  await noDialog();
  await focusOn(REMOVE);
  expect(shell.acts).toEqual([]);
});

test('Escape keeps the connection', async () => {
  const { shell, user } = await drawList();
  await user.click(button(REMOVE));
  await warning(ASKED);
  await user.keyboard('{Escape}');
  await noDialog();
  expect(shell.acts).toEqual([]);
});

test('a removed connection is told in a notice and stays in the list as obsolete', async () => {
  const { shell, user } = await drawList();
  await user.click(button(REMOVE));
  await warning(ASKED);
  await user.click(button('Remove connection'));
  await noDialog();
  await screen.findByText('First Platypus Bank is removed');
  expect(row('First Platypus Bank').textContent).toContain('Obsolete');
  expect(row('Tartan Bank').textContent).toContain('Active');
  expect(shell.acts).toEqual([{ name: 'remove_connection', argument: { connection_id: 'con_platypus' } }]);
  await waitFor(() => expect(document.activeElement).not.toBe(document.body));
});

test('a removal that Plaid did not make yet is told with all that Plaid Support asks for', async () => {
  const { shell, user } = await drawList({ outbox: { ...outbox(), is_configured: true }, mail: mailSettings() });
  shell.removalFailure = removalFailure();
  await user.click(button(REMOVE));
  await warning(ASKED);
  await user.click(button('Remove connection'));
  const told = within(await dialog(NOT_YET));
  told.getByText('INTERNAL_SERVER_ERROR (API_ERROR)');
  told.getByText('kR7zQ2vN1xLpT4m');
  told.getByText(/tried again by itself at 06:32:08/);
  told.getByText(/An e-mail with these details goes to the recipients/);
  await user.click(button('Copy text for Plaid Support'));
  expect(await navigator.clipboard.readText()).toBe(SUPPORT_TEXT);

  await user.click(button('Try again'));
  expect(shell.acts.at(-1)).toEqual({ name: 'retry_removal', argument: { connection_id: 'con_platypus' } });
  await dialog(NOT_YET);
  await happen(() => shell.finishRemovals());
  await dialog('Removed at Plaid');
  await user.click(button('Done'));
  await noDialog();
  expect(row('First Platypus Bank').textContent).toContain('Obsolete');
});

test('a removal that waits is shown in its row and leads to its details', async () => {
  const status = { kind: 'removing', reason: null } as const;
  const { user } = await drawList({ connections: [connection({ status, can_update: false, removals: [removal()] })] });
  expect(row('First Platypus Bank').textContent).toContain('Plaid has not removed it yet. Next try at 06:32:08.');
  await user.click(button('Removal details'));
  await dialog(NOT_YET);
  await user.click(button('Close'));
  await noDialog();
  await focusOn('Removal details');
});

test('an earlier login that is still at Plaid does not touch its connection', async () => {
  const { user } = await drawList({ connections: [connection({ removals: [removal({ is_former: true })] })] });
  expect(row('First Platypus Bank').textContent).toContain('Active');
  await user.click(button('Removal details'));
  within(await dialog('Plaid did not remove an unused login yet')).getByText(/is not affected/);
});

test('where mail is not set up the details say so and lead there', async () => {
  const { user } = await drawList({ connections: [connection({ removals: [removal({ is_former: true })] })] });
  await user.click(button('Removal details'));
  const told = within(await dialog('Plaid did not remove an unused login yet'));
  told.getByText(/mail is not set up/);
  await user.click(told.getByRole('button', { name: 'Set up mail' }));
  await noDialog();
  await screen.findByRole('form', { name: 'Mail settings' });
});

test('a removal that can’t be asked for says why, and nothing is removed', async () => {
  const { shell, user } = await drawList();
  shell.failing.set('remove_connection', problem('session_open'));
  await user.click(button(REMOVE));
  await warning(ASKED);
  await user.click(button('Remove connection'));
  expect((await screen.findByRole('alert')).textContent).toContain('Another bank’s window is open');
  await warning(ASKED);
});

test('what came of another session waits until the removal is answered', async () => {
  const { shell, user } = await drawList();
  await user.click(button(REMOVE));
  await warning(ASKED);
  await happen(() => shell.change({ results: [result()] }));
  expect(screen.queryByRole('dialog', { name: 'Updated' })).toBeNull();
  await user.click(button('Keep connection'));
  await dialog('Updated');
});
