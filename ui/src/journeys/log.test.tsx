import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';

import { FakeShell } from '../ipc/fake';
import { problem } from '../ipc/samples';
import { log, logEntry } from '../ipc/samples.life';
import { button, draw, drawList, happen, show, type Drawn } from '../test/draw';

async function drawLog(world: ConstructorParameters<typeof FakeShell>[0] = {}): Promise<Drawn> {
  const drawn = await drawList(world);
  await show(drawn.user, 'Connection log');
  await screen.findByRole('grid', { name: 'Connection log' });
  return drawn;
}

function lines(): (string | null)[] {
  const [, ...rows] = within(screen.getByRole('grid', { name: 'Connection log' })).getAllByRole('row');
  return rows.map((row) => row.textContent);
}

test('each line says when, who, which bank, what, what it came to, and what Plaid Support asks for', async () => {
  await drawLog({
    log: [
      logEntry({ kind: 'removal', outcome: 'removing', error_code: 'INTERNAL_SERVER_ERROR', plaid_session_id: null }),
      logEntry({ kind: 'connect', outcome: 'unchanged', institution: null, request_id: null }),
    ],
  });
  expect(lines()).toEqual([
    'Nov 23, 2026, 06:24Integration userFirst Platypus Bank ins_109508RemoveNot removed yetINTERNAL_SERVER_ERRORaB3dE5fG7hJ9kLm–',
    'Nov 23, 2026, 06:24Integration userNo bank pickedConnectNothing changed––6c1d0f7e-4f0f-4d0a-9d2f-2f6b9d0f4b1a',
  ]);
});

test('every column is searched, and a search without a result says so', async () => {
  const { user } = await drawLog();
  await user.click(screen.getByRole('searchbox', { name: 'Search the connection log' }));
  await user.paste('internal_server');
  expect(lines()).toHaveLength(1);
  await user.paste(' nowhere');
  await screen.findByText('Nothing found for “internal_server nowhere”');
  await user.click(within(screen.getByRole('grid')).getByRole('button', { name: 'Clear search' }));
  expect(lines()).toHaveLength(log().length);
});

test('Ctrl+F goes to the search of the view that is shown', async () => {
  const { user } = await drawLog();
  await user.keyboard('{Control>}f{/Control}');
  const field = screen.getByRole('searchbox', { name: 'Search the connection log' });
  await waitFor(() => expect(document.activeElement).toBe(field));
});

test('one line, all lines, and those that were found are copied', async () => {
  const { user } = await drawLog();
  await user.click(screen.getAllByRole('button', { name: 'Copy this line' })[1]!);
  const copied = await navigator.clipboard.readText();
  expect(copied.split('\t').slice(2, 4)).toEqual(['Tartan Bank', 'ins_109511']);

  await user.click(button('Copy all'));
  await screen.findAllByText('Copied');
  expect((await navigator.clipboard.readText()).split('\n')).toHaveLength(log().length + 1);

  await user.click(screen.getByRole('searchbox', { name: 'Search the connection log' }));
  await user.paste('internal_server');
  await user.click(button(/Copy found/));
  expect((await navigator.clipboard.readText()).split('\n')).toHaveLength(2);
});

test('a long log is drawn in parts and searched as a whole', async () => {
  const long = Array.from({ length: 250 }, (_, index) => logEntry({ request_id: `request-${index}` }));
  const { user } = await drawLog({ log: long });
  expect(lines()).toHaveLength(200);
  await user.click(button('Show more'));
  expect(lines()).toHaveLength(250);
});

test('an empty log says how it fills', async () => {
  await drawLog({ log: [] });
  screen.getByText('Nothing in the log yet');
});

test('a log that can’t be read says why and is read again', async () => {
  const { shell, user } = await drawList();
  shell.failing.set('connection_log', problem('database_unreadable'));
  await show(user, 'Connection log');
  expect((await screen.findByRole('alert')).textContent).toContain('The records can’t be opened');
  shell.failing.clear();
  await user.click(button('Try again'));
  await screen.findByRole('grid', { name: 'Connection log' });
});

test('a log that is being read says so', async () => {
  const shell = new FakeShell();
  shell.silent.add('connection_log');
  const { user } = draw(shell);
  await screen.findByRole('grid', { name: 'Bank connections' });
  await show(user, 'Connection log');
  await screen.findByText('Reading the connection log…');
});

test('what happens meanwhile comes in by itself', async () => {
  const { shell } = await drawLog();
  await happen(() => shell.change({ log: [logEntry({ who: 'Somebody else' }), ...log()] }));
  await waitFor(() => expect(lines()[0]).toContain('Somebody else'));
});
