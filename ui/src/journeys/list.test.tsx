import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';

import { FakeShell } from '../ipc/fake';
import { READY, connection, demoConnections, everyStatus, problem } from '../ipc/samples';
import {
  CONNECT,
  PAUSE,
  REMOVE,
  UPDATE,
  USERNAME,
  button,
  choose,
  draw,
  drawList,
  happen,
  list,
  reasonOf,
  row,
} from '../test/draw';
import { outbox, message, orphans, removal } from '../ipc/samples.life';

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
    'First Platypus Bank ins_109508Needs updateSign-in details changed. Update to sign in again.Nov 2, 2026, 09:147 of 9 active',
    'Platypus OAuth Bank ins_127287ActiveConsent until Oct 28, 2027.Oct 28, 2026, 08:025 of 5 active',
    'Tartan Bank ins_109511ActiveNothing to do.Nov 20, 2026, 15:404 of 4 active',
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
    'Removing',
    'Obsolete (removed)',
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
    'BAC-000000001Plaid Checking Plaid Gold Standard 0% Interest Checking••••0000CheckingUSDLink…Active',
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
  expect(reasonOf(update)).toBe('Old Degraded Platypus Bank was removed. It can’t be updated, only reconnected.');
});

test('accountants may look and change nothing', async () => {
  await drawList({ application: { ...READY, user: { id: 'usr_2', name: 'Ada', role: 'accountant' } } });
  for (const name of [UPDATE, CONNECT, USERNAME, PAUSE, REMOVE]) {
    const refused = button(name);
    expect(refused.hasAttribute('disabled'), name).toBe(true);
    expect(reasonOf(refused), name).toMatch(
      /^Only the integration user may connect, update, reconnect, pause and remove/,
    );
  }
});

test('an accountant of an empty list is not told to do what only the integration user may', async () => {
  await drawList({
    connections: [],
    application: { ...READY, user: { id: 'usr_2', name: 'Ada', role: 'accountant' } },
    outbox: { is_configured: false, messages: [message({ deliveries: [] })] },
  });
  screen.getByText('No bank connections yet');
  screen.getByText(/^Banks appear here .* Ask the integration user of your firm\.$/);
  expect(screen.queryByText(/Connect your first bank/)).toBeNull();
  expect(await screen.findByRole('button', { name: 'Show messages' })).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Set up mail' })).toBeNull();
});

test('connections are chosen by the keyboard', async () => {
  const { user } = await drawList();
  await user.tab();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('tab', { name: 'Connections' })));
  await user.tab();
  expect(document.activeElement).toBe(button(/Signed in as/));
  await user.tab();
  expect(document.activeElement).toBe(button('Fix it'));
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
  await user.click(within(list()).getByRole('columnheader', { name: 'Status' }));
  await user.click(within(list()).getByRole('columnheader', { name: 'Status' }));
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

test('a removed connection says that it can’t be updated and offers to be reconnected', async () => {
  const { user } = await drawList({ connections: everyStatus() });
  await choose(user, 'Old Degraded Platypus Bank');
  expect(reasonOf(button(UPDATE))).toBe('This connection was removed. It can’t be updated, only reconnected.');
  expect(button('Reconnect Bank Connection – Plaid').hasAttribute('disabled')).toBe(false);
  expect(screen.queryByRole('button', { name: REMOVE })).toBeNull();
});

test('removed connections stand below those in use, whatever the order', async () => {
  const { user } = await drawList({ connections: everyStatus() });
  expect(rows().at(-1)).toContain('Old Degraded');
  await user.click(within(list()).getByRole('columnheader', { name: 'Bank' }));
  expect(rows().at(-1)).toContain('Old Degraded');
});

test('what can be done with one connection only is not offered for several', async () => {
  const { user } = await drawList();
  await user.click(row('Tartan Bank'));
  expect(screen.queryByRole('button', { name: REMOVE })).toBeNull();
  expect(screen.queryByRole('button', { name: USERNAME })).toBeNull();
  screen.getByText('Choose a single connection to pause it, to change its login or to remove it.');
});

test('new accounts at the bank and an earlier login still at Plaid are told in the row', async () => {
  await drawList({
    connections: [
      connection({
        status: { kind: 'needs_update', reason: 'new_accounts' },
        news: { appeared: 2, vanished: 0, renamed: 0 },
        removals: [removal({ is_former: true })],
      }),
    ],
  });
  expect(rows()[0]).toContain('2 new accounts at First Platypus Bank: update to choose.');
  expect(rows()[0]).toContain('A login that is no longer used is not removed at Plaid yet. Next try at 06:32:08.');
});

test('nothing asks for attention where nothing does', async () => {
  await drawList({ outbox: { is_configured: false, messages: [] } });
  expect(screen.queryByRole('button', { name: 'Set up mail' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Show lost logins' })).toBeNull();
  expect(screen.queryByText(/Plaid has not removed/)).toBeNull();
});

test('what asks for attention leads to where something can be done', async () => {
  const { user } = await drawList({
    connections: [connection({ removals: [removal({ is_former: true })] })],
    outbox: { is_configured: false, messages: [message({ deliveries: [] })] },
    orphans: orphans(),
  });
  await screen.findByText('Plaid has not removed a login yet');
  await user.click(await screen.findByRole('button', { name: 'Show lost logins' }));
  screen.getByRole('table', { name: 'Logins found at Plaid' });
  await user.click(screen.getByRole('tab', { name: 'Connections' }));
  await user.click(button('Set up mail'));
  await screen.findByText('Mail is not set up');
  const described = document.getElementById(
    screen.getByRole('tab', { name: 'Mail' }).getAttribute('aria-describedby') ?? '',
  );
  expect(described?.textContent).toBe('1 message waits');
});

test('a message that is on its way asks for nothing', async () => {
  await drawList({ outbox: outbox() });
  await screen.findByRole('tab', { name: 'Mail' });
  expect(screen.queryByText(/because mail is not set up/)).toBeNull();
});

test('what was chosen and searched for stays while another view is shown', async () => {
  const { user } = await drawList();
  await user.click(row('Tartan Bank'));
  await user.click(searchField());
  await user.paste('bank');
  await user.click(screen.getByRole('tab', { name: 'Connection log' }));
  expect(screen.queryByRole('grid', { name: 'Bank connections' })).toBeNull();
  await user.click(screen.getByRole('tab', { name: 'Connections' }));
  expect(row('Tartan Bank').getAttribute('aria-selected')).toBe('true');
  expect((searchField() as HTMLInputElement).value).toBe('bank');
});
