import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';

import { FakeShell } from '../ipc/fake';
import { READY, blocked, problem } from '../ipc/samples';
import { backup, records } from '../ipc/samples.records';
import { button, draw, drawList, focusOn, happen, noDialog, show } from '../test/draw';

const OLDEST = /^Restore the backup of Oct 22, 2026/;
const NEWEST = /^Restore the backup of Nov 23, 2026/;

async function drawSettings(world: ConstructorParameters<typeof FakeShell>[0] = {}) {
  const drawn = await drawList(world);
  await show(drawn.user, 'Settings');
  await screen.findByRole('heading', { name: 'Records and backups' });
  return drawn;
}

test('the settings show where the records are and which backups there are', async () => {
  await drawSettings();
  await screen.findByText(records().file);
  const rows = within(screen.getByRole('table', { name: 'Backups' }))
    .getAllByRole('row')
    .slice(1);
  expect(rows.map((row) => within(row).getAllByRole('cell')[1]?.textContent)).toEqual([
    'Daily',
    'Asked for',
    'Before a new version',
    'Before a new versionDoes not open with the key in the keyring',
  ]);
  expect(button(OLDEST)).toHaveProperty('disabled', true);
});

test('a backup is taken at once where the user asks for it', async () => {
  const { shell, user } = await drawSettings({ records: records({ backups: [] }) });
  await screen.findByText('None yet');
  await user.click(button('Back up now'));
  await screen.findByRole('table', { name: 'Backups' });
  expect(shell.acts.map(({ name }) => name)).toEqual(['back_up_now']);
});

test('a backup that fails says why, and that the earlier ones stand', async () => {
  const { shell, user } = await drawSettings();
  shell.failing.set('back_up_now', problem('disk_full'));
  await user.click(button('Back up now'));
  await screen.findByText('The disk is full');
  await happen(() => {
    shell.failing.clear();
    shell.change({
      condition: { refusal: null, backup_failure: { at: '2026-11-23T06:24:08Z', problem: problem('disk_full') } },
    });
  });
  await show(user, 'Connections');
  await screen.findByText('The last backup failed');
  await user.click(button('Show backups'));
  await screen.findByRole('heading', { name: 'Records and backups' });
});

test('before a backup is restored it is said what is replaced and what is kept, and the safe answer has the focus', async () => {
  const { shell, user } = await drawSettings();
  await user.click(await screen.findByRole('button', { name: NEWEST }));
  const asked = await screen.findByRole('alertdialog', { name: NEWEST });
  within(asked).getByText('Replaced:');
  within(asked).getByText('Kept:');
  await focusOn('Cancel');
  await user.keyboard('{Escape}');
  await noDialog();
  expect(shell.acts).toEqual([]);

  await user.click(button(NEWEST));
  await user.click(await screen.findByRole('button', { name: 'Restore this backup' }));
  await noDialog();
  await screen.findByText(/^The backup of .* is restored$/);
  screen.getByText(/^What it replaced is in a folder of its own in/);
  expect(shell.acts).toEqual([{ name: 'restore_backup', argument: { name: backup().name } }]);
});

test('a backup that turns out to be of no use leaves the question on the screen', async () => {
  const { shell, user } = await drawSettings();
  shell.failing.set('restore_backup', problem('backup_unusable'));
  await user.click(await screen.findByRole('button', { name: NEWEST }));
  await user.click(await screen.findByRole('button', { name: 'Restore this backup' }));
  await screen.findByText('This backup can’t be used');
  await user.click(button('Cancel'));
  await noDialog();
});

test('an accountant sees the backups and changes nothing', async () => {
  const user = { ...READY.user, role: 'accountant' as const };
  await drawSettings({ application: { ...READY, user } });
  expect(await screen.findByRole('button', { name: 'Back up now' })).toHaveProperty('disabled', true);
  expect(button(NEWEST)).toHaveProperty('disabled', true);
});

test('records that are thrown away have no backups to go back to', async () => {
  const profile = { ...READY.profile, secrets_in_memory: true };
  await drawSettings({ application: { ...READY, profile } });
  screen.getByText(/There is nothing to go back to/);
  expect(screen.queryByRole('button', { name: 'Back up now' })).toBeNull();
});

test('backups that can’t be listed say why and are listed on another try', async () => {
  const { shell, user } = draw(new FakeShell());
  await screen.findByRole('grid', { name: 'Bank connections' });
  shell.failing.set('records', problem('database_read_only'));
  await show(user, 'Settings');
  await screen.findByText('The records can’t be written');
  shell.failing.clear();
  await user.click(button('Try again'));
  await screen.findByRole('table', { name: 'Backups' });
});

test('records that can’t be opened are restored from the screen that says so', async () => {
  const application = blocked(problem('database_unreadable'));
  const { shell, user } = draw(new FakeShell({ application }));
  await screen.findByRole('heading', { name: 'The records can’t be opened' });
  await user.click(await screen.findByRole('button', { name: NEWEST }));
  await user.click(await screen.findByRole('button', { name: 'Restore this backup' }));
  await screen.findByRole('grid', { name: 'Bank connections' });
  expect(shell.acts.map(({ name }) => name)).toEqual(['restore_backup']);
});

test('missing records are restored, or begun anew only after a question whose safe answer has the focus', async () => {
  const application = blocked(problem('database_missing'));
  const { shell, user } = draw(new FakeShell({ application }));
  await screen.findByRole('heading', { name: 'The records are missing' });
  await screen.findByRole('button', { name: NEWEST });
  await user.click(button('Begin with empty records…'));
  const asked = await screen.findByRole('alertdialog', { name: 'Begin with empty records?' });
  within(asked).getByText('Kept:');
  await focusOn('Cancel');
  await user.keyboard('{Escape}');
  await noDialog();
  expect(shell.acts).toEqual([]);

  await user.click(button('Begin with empty records…'));
  await user.click(await screen.findByRole('button', { name: 'Begin with empty records' }));
  await screen.findByRole('grid', { name: 'Bank connections' });
  expect(shell.acts.map(({ name }) => name)).toEqual(['begin_anew']);
});

test('damaged records can’t be begun anew', async () => {
  const application = blocked(problem('database_unreadable'));
  draw(new FakeShell({ application }));
  await screen.findByRole('button', { name: NEWEST });
  expect(screen.queryByRole('button', { name: 'Begin with empty records…' })).toBeNull();
});

test('without a backup the screen says where to put a copy, and a keyring that is locked offers none', async () => {
  const application = blocked(problem('database_unreadable'));
  const { shell } = draw(new FakeShell({ application, records: records({ backups: [] }) }));
  await screen.findByText(/There is none in/);
  await happen(() => shell.change({ application: blocked(problem('keyring_locked')) }));
  await waitFor(() => expect(screen.queryByRole('heading', { name: 'Restore a backup' })).toBeNull());
});

test('a full disk is said above the list for as long as it is full', async () => {
  const { shell } = await drawList({ condition: { refusal: problem('disk_full'), backup_failure: null } });
  await screen.findByText('The disk is full');
  await happen(() => shell.change({ condition: { refusal: null, backup_failure: null } }));
  await waitFor(() => expect(screen.queryByText('The disk is full')).toBeNull());
});
