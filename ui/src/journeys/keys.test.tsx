import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';

import type { FakeShell } from '../ipc/fake';
import { READY, connection, problem } from '../ipc/samples';
import { removal } from '../ipc/samples.life';
import { button, drawList, focusOn, noDialog, show, warning, type Drawn } from '../test/draw';

async function drawSettings(world: ConstructorParameters<typeof FakeShell>[0] = {}): Promise<Drawn> {
  const drawn = await drawList(world);
  await show(drawn.user, 'Settings');
  await screen.findByRole('region', { name: 'Encryption' });
  return drawn;
}

const NEVER = { changed_at: null, changed_by: null, behind: [], is_in_memory: false, failed: null };

test('the key is changed only after a warning that says what becomes of copies elsewhere', async () => {
  const { shell, user } = await drawSettings();
  await screen.findByText(/No change of it is on record/);
  await user.click(button('Change the key…'));
  const asked = within(await warning('Change the key of your records?'));
  asked.getByText(/Copies that you keep elsewhere stay under the earlier key/);
  await focusOn('Keep the key');
  await user.keyboard('{Enter}');
  await noDialog();
  expect(shell.acts).toEqual([]);

  await user.click(button('Change the key…'));
  await user.click(await screen.findByRole('button', { name: 'Change the key' }));
  await noDialog();
  await screen.findByText(/The key was last changed on Nov 23, 2026, .* by Integration user/);
  await screen.findByText('The key of your records was changed');
  expect(shell.acts.map(({ name }) => name)).toEqual(['rotate_database_key']);
});

test('while the key is changed one is told so, and stands in the settings again afterwards', async () => {
  const { shell, user } = await drawSettings();
  shell.silent.add('rotate_database_key');
  await user.click(button('Change the key…'));
  await user.click(await screen.findByRole('button', { name: 'Change the key' }));
  shell.change({ application: { state: 'starting' } });
  await screen.findByText(/Changing the key of your records…/);
  shell.change({ application: READY });
  await screen.findByRole('region', { name: 'Encryption' });
});

test('a change that failed says why, and that nothing has changed', async () => {
  await drawSettings({ encryption: { ...NEVER, failed: problem('disk_full') } });
  await screen.findByText('The key was not changed. Your records are as they were.');
  await screen.findByText('The disk is full');
});

test.each([
  ['damaged', /A damaged page keeps it under the earlier key.*moved to another place or deleted/],
  ['disk_full', /no space to put it under the new key.*Free some space.*Keep it where it is/],
  ['other', /could not be put under the new key.*in use or write-protected.*Keep it where it is/],
] as const)('a backup under the earlier key is named with what to do about it (%s)', async (reason, advice) => {
  await drawSettings({ encryption: { ...NEVER, behind: [{ name: 'backups/first.backup', reason }] } });
  await screen.findByText('A backup is still under the earlier key');
  screen.getByText('backups/first.backup');
  screen.getByText(advice);
  if (reason !== 'damaged') expect(screen.queryByText(/deleted/)).toBeNull();
  expect(button('Change the key…')).toHaveProperty('disabled', true);
});

test('each backup under the earlier key stands below its own reason', async () => {
  const behind = [
    { name: 'backups/first.backup', reason: 'disk_full' as const },
    { name: 'backups/second.backup', reason: 'damaged' as const },
    { name: 'backups/third.backup', reason: 'disk_full' as const },
  ];
  await drawSettings({ encryption: { ...NEVER, behind } });
  await screen.findByText('3 backups are still under the earlier key');
  const damaged = screen.getByText(/A damaged page/);
  const full = screen.getByText(/no space to put them under the new key/);
  expect(damaged.nextElementSibling?.textContent).toBe('backups/second.backup');
  expect(full.nextElementSibling?.textContent).toBe('backups/first.backupbackups/third.backup');
});

test('an accountant sees when the key was changed and changes none', async () => {
  const application = { ...READY, user: { ...READY.user, role: 'accountant' as const } };
  await drawSettings({ application });
  await screen.findByText(/No change of it is on record/);
  expect(screen.queryByRole('button', { name: 'Change the key…' })).toBeNull();
});

test('trouble with the keyring is one notice above the list that goes by itself', async () => {
  const { shell, user } = await drawList();
  shell.change({ keyring: problem('keyring_locked') });
  await screen.findByText('Your keyring is locked');
  screen.getByText(/goes on by itself as soon as it is back/);
  shell.failing.set('retry_keyring', problem('keyring_refused'));
  await user.click(button('Try again'));
  await screen.findByText('The keyring refused access');
  shell.change({ keyring: null });
  await expect.poll(() => screen.queryByText(/goes on by itself as soon as it is back/)).toBeNull();
});

test('what only waits for the keyring is told with the keyring', async () => {
  const waiting = removal({ failure: { ...removal().failure!, problem: problem('keyring_locked') } });
  const { shell } = await drawList({
    connections: [connection({ removals: [waiting] })],
    keyring: problem('keyring_locked'),
  });
  await screen.findByText('Your keyring is locked');
  expect(screen.queryByText(/Plaid has not removed/)).toBeNull();
  shell.change({ keyring: null });
  await screen.findByText(/Plaid has not removed/);
});
