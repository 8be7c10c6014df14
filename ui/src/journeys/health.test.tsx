/** What needs the user is repaired one after another; the ends of the consents are known before they come. */
import { screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { ConnectionView } from '../ipc/bindings';
import type { FakeShell } from '../ipc/fake';
import { OAUTH, PLATYPUS, READY, TARTAN, connection, problem } from '../ipc/samples';
import { OPEN, button, dialog, drawList, happen, noDialog, reasonOf, row, warning } from '../test/draw';

const NOW = new Date('2026-11-23T09:00:00Z');

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
});

afterEach(() => {
  vi.useRealTimers();
});

function broken(id: string, institution: ConnectionView['institution']): ConnectionView {
  return connection({ id, institution, status: { kind: 'needs_update', reason: 'login_locked' } });
}

const THREE = [broken('con_1', PLATYPUS), broken('con_2', TARTAN), broken('con_3', OAUTH)];

test('whatever needs the user is worked through, each step first shown, and any can be skipped', async () => {
  const { shell, user } = await drawList({ connections: THREE });
  screen.getByText('3 connections need you');
  await user.click(button('Fix all'));

  const first = within(await dialog('Needs update'));
  first.getByText('Bank 1 of 3');
  first.getByText('Sign-in locked. Unlock it at the bank, then update.');
  expect(shell.acts).toEqual([]);
  await user.click(button(OPEN));
  await dialog('The bank’s window is open');
  await happen(() => shell.end());
  await dialog('Updated');
  await user.click(button('Next: Tartan Bank (2 of 3)'));

  within(await dialog('Needs update')).getByText('Bank 2 of 3');
  await user.click(button('Skip'));
  const last = within(await dialog('Needs update'));
  last.getByText('Bank 3 of 3');
  expect(last.queryByRole('button', { name: 'Skip' })).toBeNull();
  await user.click(button(OPEN));
  await dialog('The bank’s window is open');
  await happen(() => shell.end());
  await dialog('Updated');
  await user.click(button('Done'));

  const end = within(await dialog('1 of 3 connections still needs you'));
  expect(end.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    expect.stringMatching(/First Platypus Bank.*Active/),
    expect.stringMatching(/Tartan Bank.*Needs update/),
    expect.stringMatching(/Platypus OAuth Bank.*Active/),
  ]);
  await user.click(button('Done'));
  await noDialog();
  expect(shell.acts.filter(({ name }) => name === 'start_update').map(({ argument }) => argument)).toEqual([
    { connection_id: 'con_1', even_if_healthy: false },
    { connection_id: 'con_3', even_if_healthy: false },
  ]);
});

test('a bank that can’t be opened keeps no other one from being repaired', async () => {
  const { shell, user } = await drawList({ connections: THREE.slice(0, 2) });
  shell.failing.set('start_update', problem('bank_unavailable'));
  await user.click(button('Fix all'));
  await dialog('Needs update');
  await user.click(button(OPEN));
  shell.failing.clear();
  await user.click(await screen.findByRole('button', { name: 'Skip to Tartan Bank' }));
  within(await dialog('Needs update')).getByText('Bank 2 of 2');
});

test('a login that turns out to be gone is signed in anew in its place, and the repair goes on', async () => {
  const { shell, user } = await drawList({ connections: THREE.slice(0, 2) });
  shell.failing.set('start_update', problem('connection_gone'));
  await user.click(button('Fix all'));
  await dialog('Needs update');
  await user.click(button(OPEN));
  await warning('Plaid no longer knows this login');
  shell.failing.clear();
  await user.click(button('Sign in anew…'));
  const open = within(await dialog('The bank’s window is open'));
  open.getByText('Bank 1 of 2');
  await happen(() => shell.end());
  await dialog('Login replaced');
  await user.click(button('Next: Tartan Bank (2 of 2)'));
  within(await dialog('Needs update')).getByText('Bank 2 of 2');
  expect(begun(shell)).toEqual([
    ['start_update', 'con_1'],
    ['start_replace', 'con_1'],
  ]);
});

test('a sign-in that came to nothing is tried again at its place in the repair', async () => {
  const gone = { status: { kind: 'needs_reconnecting', reason: null }, can_update: false } as const;
  const { shell, user } = await drawList({
    connections: [connection({ id: 'con_1', institution: PLATYPUS, ...gone }), broken('con_2', TARTAN)],
  });
  await user.click(button('Fix all'));
  await dialog('Needs reconnecting');
  await user.click(button(OPEN));
  await dialog('The bank’s window is open');
  const stays = { status: gone.status, changes: [], expected_institution: PLATYPUS, institution: OAUTH };
  await happen(() => shell.end({ outcome: 'wrong_bank', ...stays }));
  await user.click(await screen.findByRole('button', { name: 'Try again' }));
  within(await dialog('The bank’s window is open')).getByText('Bank 1 of 2');
  await happen(() => shell.end());
  await dialog('Login replaced');
  await user.click(button('Next: Tartan Bank (2 of 2)'));
  within(await dialog('Needs update')).getByText('Bank 2 of 2');
  expect(begun(shell)).toEqual([
    ['start_replace', 'con_1'],
    ['start_replace', 'con_1'],
  ]);
});

/** What was begun, with which connection. */
function begun({ acts }: FakeShell): unknown[] {
  return acts
    .filter(({ name }) => name.startsWith('start_'))
    .map(({ name, argument }) => [name, (argument as { connection_id: string }).connection_id]);
}

test('an accountant sees what waits and is told whom to ask', async () => {
  const application = { ...READY, user: { id: 'usr_2', name: 'Accountant', role: 'accountant' as const } };
  await drawList({ application, connections: THREE.slice(0, 1) });
  screen.getByText('1 connection needs you');
  expect(screen.getAllByText(/Ask the integration user of your firm/).length).toBeGreaterThan(1);
  expect(screen.queryByRole('button', { name: /^Fix/ })).toBeNull();
});

test('what passes by itself asks for nobody', async () => {
  await drawList({ connections: [connection({ status: { kind: 'bank_unavailable', reason: null } })] });
  expect(row('First Platypus Bank')).toBeTruthy();
  expect(screen.queryByText(/needs you/)).toBeNull();
});

test('the consent calendar names every end, the next one first, and renews early', async () => {
  const { user } = await drawList({
    connections: [
      connection({ id: 'con_1', institution: PLATYPUS }),
      connection({ id: 'con_2', institution: TARTAN, consent_ends_at: '2027-02-10T12:00:00Z' }),
      connection({ id: 'con_3', institution: OAUTH, consent_ends_at: '2026-12-05T12:00:00Z' }),
    ],
  });
  screen.getByText('A consent ends in 12 days');
  await user.click(button('Show consent calendar'));
  const calendar = within(await dialog('Consent calendar'));
  expect(calendar.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent)).toEqual([
    'December 2026',
    'February 2027',
    'Without an end',
  ]);
  calendar.getByText('Ends in 12 days');
  calendar.getByText('First Platypus Bank (ins_109508)');
  await user.click(button('Renew the consent of Platypus OAuth Bank'));
  const confirm = within(await dialog('Update this connection'));
  confirm.getByText('ins_127287');
  await user.click(confirm.getByRole('button', { name: 'Cancel' }));
  await dialog('Consent calendar');
  await user.click(button('Close'));
  await noDialog();
});

test('a consent that can’t be renewed at the moment says why', async () => {
  const { user } = await drawList({
    connections: [
      connection({
        consent_ends_at: '2026-12-05T12:00:00Z',
        status: { kind: 'update_interrupted', reason: null },
        can_update: false,
      }),
    ],
  });
  await user.click(button('Show consent calendar'));
  await dialog('Consent calendar');
  const renew = button('Renew the consent of First Platypus Bank');
  expect(renew.hasAttribute('disabled')).toBe(true);
  expect(reasonOf(renew)).toBe('This connection has an interrupted update, which is repaired first.');
});

test('a consent that ends later than in thirty days is not spoken of yet', async () => {
  await drawList({ connections: [connection({ consent_ends_at: '2026-12-24T12:00:00Z' })] });
  expect(screen.queryByText(/consent ends/i)).toBeNull();
});
