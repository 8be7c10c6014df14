import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';

import { FakeShell } from '../ipc/fake';
import { READY, blocked, problem } from '../ipc/samples';
import { button, draw, happen } from '../test/draw';

test('the start shows that the records are being opened', async () => {
  const { shell } = draw(new FakeShell({ application: { state: 'starting' } }));
  await screen.findByText('Opening your records…');
  await happen(() => shell.change({ application: READY }));
  await screen.findByRole('grid', { name: 'Bank connections' });
});

test('a blocked start says what to do and goes on after it was done', async () => {
  const missing = problem('keyring_missing', { hint: 'On Debian, install `gnome-keyring`' });
  const { shell, user } = draw(new FakeShell({ application: blocked(missing) }));
  await screen.findByRole('heading', { name: 'No keyring on this computer' });
  screen.getByText('On Debian, install `gnome-keyring`');
  await user.click(button('Try again'));
  await screen.findByRole('grid', { name: 'Bank connections' });
  expect(shell.acts.map(({ name }) => name)).toEqual(['retry_start']);
});

test('a blocked start can be quit', async () => {
  const { shell, user } = draw(new FakeShell({ application: blocked(problem('database_newer')) }));
  await screen.findByRole('heading', { name: 'The records belong to a newer version' });
  await user.click(button('Quit'));
  expect(shell.acts.map(({ name }) => name)).toEqual(['request_quit']);
});

test('details for support are folded away', async () => {
  const { user } = draw(new FakeShell({ application: blocked(problem('keyring_locked')) }));
  const details = await screen.findByRole('button', { name: 'Details for support' });
  expect(details.getAttribute('aria-expanded')).toBe('false');
  await user.click(details);
  screen.getByText(/^keyring_locked: the shell answered/);
});

test('a demo says that nothing of it is real, and a demo without a keyring where its secrets are', async () => {
  const profile = { ...READY.profile, secrets_in_memory: true };
  const { shell } = draw(new FakeShell({ application: { ...READY, profile } }));
  await screen.findByText('Demo: simulated Plaid.');
  screen.getByText(/kept in memory only/);
  await happen(() => shell.change({ application: { ...READY, profile: { ...profile, kind: 'live' } } }));
  await waitFor(() => expect(screen.queryByText('Demo: simulated Plaid.')).toBeNull());
});
