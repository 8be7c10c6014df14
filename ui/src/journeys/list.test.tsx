import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';

import { FakeShell } from '../ipc/fake';
import { READY, connection, demoConnections, everyStatus, problem } from '../ipc/samples';
import { UPDATE, button, draw, drawList, happen, list, row } from '../test/draw';

function rows(): (string | null)[] {
  const [, ...lines] = within(list()).getAllByRole('row');
  return lines.map((line) => line.textContent);
}

function searchField(): HTMLElement {
  return screen.getByRole('searchbox', { name: 'Search connections and accounts' });
}

test('each connection shows its bank, institution ID, status in words, next step, last update and accounts', async () => {
  await drawList();
  expect(rows()).toEqual([
    'First Platypus Bank ins_109508Needs updateSign-in details changed. Update to sign in again.Nov 2, 20267 of 9 active',
    'Platypus OAuth Bank ins_127287ActiveConsent until Oct 28, 2027.Oct 28, 20265 of 5 active',
    'Tartan Bank ins_109511ActiveNothing to do.Nov 20, 20264 of 4 active',
  ]);
});

test('every status is said in words', async () => {
  await drawList({ connections: everyStatus() });
  for (const label of [
    'Active',
    'Needs update',
    'Updating',
    'Update interrupted',
    'Accounts to tell apart',
    'Needs reconnecting',
    'Bank unavailable',
    'Obsolete',
  ]) {
    expect(rows().some((text) => text?.includes(label))).toBe(true);
  }
});

test('the one connection that waits for the user is chosen beforehand, with its accounts', async () => {
  await drawList();
  expect(row('First Platypus Bank').getAttribute('aria-selected')).toBe('true');
  expect(within(screen.getByRole('list', { name: 'Chosen connections' })).getAllByRole('listitem')).toHaveLength(1);
  const accounts = screen.getByRole('table', { name: 'Accounts of the chosen connections' });
  const checking = within(accounts).getByRole('row', { name: /BAC-000000001/ });
  expect(checking.textContent).toBe(
    'BAC-000000001Plaid Checking Plaid Gold Standard 0% Interest Checking••••0000CheckingUSDActive',
  );
  expect(within(accounts).getByRole('row', { name: /BAC-000000003/ }).textContent).toContain('Inactive');
});

test('a list that fills later is chosen from beforehand, too, and what the user chose stays', async () => {
  const { shell, user } = await drawList({ connections: [] });
  const connections = demoConnections();
  await happen(() => shell.change({ connections }));
  await waitFor(() => expect(row('First Platypus Bank').getAttribute('aria-selected')).toBe('true'));
  await user.click(row('First Platypus Bank'));
  await happen(() => shell.change({ connections: [...connections] }));
  expect(row('First Platypus Bank').getAttribute('aria-selected')).toBe('false');
});

test('nothing is chosen beforehand where two connections wait', async () => {
  const waiting = connection({ status: { kind: 'needs_update', reason: null } });
  await drawList({ connections: [waiting, { ...waiting, id: 'con_other' }] });
  expect(screen.queryByRole('list', { name: 'Chosen connections' })).toBeNull();
  expect(button(UPDATE).hasAttribute('disabled')).toBe(true);
  screen.getByText('Choose one or several connections in the list.');
});

test('the button says why it can’t be pressed', async () => {
  const { user } = await drawList({ connections: everyStatus() });
  await user.click(row('Old Degraded Platypus Bank'));
  const update = button(UPDATE);
  expect(update.hasAttribute('disabled')).toBe(true);
  const reason = document.getElementById(update.getAttribute('aria-describedby') ?? '');
  expect(reason?.textContent).toBe('Old Degraded Platypus Bank was removed and can only be connected again.');
});

test('accountants may look and not update', async () => {
  await drawList({ application: { ...READY, user: { name: 'Ada', role: 'accountant' } } });
  expect(button(UPDATE).hasAttribute('disabled')).toBe(true);
  screen.getByText('Only the integration user may update connections.');
});

test('connections are chosen by the keyboard', async () => {
  const { user } = await drawList();
  await user.tab();
  await waitFor(() => expect(document.activeElement).toBe(searchField()));
  await user.tab();
  await user.keyboard('{ArrowDown} ');
  expect(row('Platypus OAuth Bank').getAttribute('aria-selected')).toBe('true');
});

test('the list is searched by bank, institution ID, account, last digits and number', async () => {
  const { user } = await drawList();
  for (const [text, count] of [
    ['tartan', 1],
    ['INS_127287', 1],
    ['401k', 1],
    ['8888', 1],
    ['BAC-000000012', 1],
    ['1111', 3],
  ] as const) {
    await user.clear(searchField());
    await user.click(searchField());
    await user.paste(text);
    expect(rows(), text).toHaveLength(count);
  }
});

test('a search without a result says so and is emptied by its button or Escape', async () => {
  const { user } = await drawList();
  await user.click(searchField());
  await user.paste('nowhere');
  await screen.findByText('Nothing found for “nowhere”');
  await user.click(within(list()).getByRole('button', { name: 'Clear search' }));
  expect(rows()).toHaveLength(3);
  await user.click(searchField());
  await user.paste('nowhere');
  await user.keyboard('{Escape}');
  expect(rows()).toHaveLength(3);
});

test('Ctrl+F goes to the search field', async () => {
  const { user } = await drawList();
  await user.keyboard('{Control>}f{/Control}');
  await waitFor(() => expect(document.activeElement).toBe(searchField()));
});

test('the list can be sorted by what is pressing', async () => {
  const { user } = await drawList();
  await user.click(screen.getByRole('columnheader', { name: 'Status' }));
  await user.click(screen.getByRole('columnheader', { name: 'Status' }));
  expect(rows().at(-1)).toContain('First Platypus Bank');
});

test('the list shows that it is being read', async () => {
  const shell = new FakeShell();
  shell.silent.add('bank_connections');
  draw(shell);
  await screen.findByText('Reading your connections…');
});

test('an empty list says how it fills', async () => {
  await drawList({ connections: [] });
  screen.getByText('No bank connections yet');
});

test('a list that can’t be read says why and is read again', async () => {
  const shell = new FakeShell();
  shell.failing.set('bank_connections', problem('disk_full'));
  const { user } = draw(shell);
  expect((await screen.findByRole('alert')).textContent).toContain('The disk is full');
  shell.failing.clear();
  await user.click(button('Try again'));
  await screen.findByRole('grid', { name: 'Bank connections' });
});

test('a list that was read stays while a later reading fails', async () => {
  const { shell } = await drawList();
  shell.failing.set('bank_connections', problem('disk_full'));
  await happen(() => shell.change({}));
  expect(rows()).toHaveLength(3);
});

test('what changes outside is shown by itself', async () => {
  const { shell } = await drawList();
  await happen(() =>
    shell.change({ connections: [connection({ institution: { id: 'ins_1', name: 'Another Bank' } })] }),
  );
  await waitFor(() => expect(rows()[0]).toContain('Another Bank'));
});

test('a retry that fails says why in a notice', async () => {
  const interrupted = connection({ status: { kind: 'update_interrupted', reason: null }, can_update: false });
  const { shell, user } = await drawList({ connections: [interrupted] });
  shell.failing.set('retry_settling', problem('plaid_keys_refused'));
  await user.click(button('Try again now'));
  await screen.findByText('Plaid refused the firm’s keys');
});
