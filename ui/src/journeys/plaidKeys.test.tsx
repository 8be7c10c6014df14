import { screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';

import { FakeShell } from '../ipc/fake';
import { blocked, problem } from '../ipc/samples';
import { FIRM, firm, keysRefusal } from '../ipc/samples.keys';
import { button, draw, drawList, happen, noDialog, show, warning } from '../test/draw';

function field(name: string): HTMLInputElement {
  return screen.getByLabelText(name, { exact: true });
}

async function drawSettings(world: ConstructorParameters<typeof FakeShell>[0] = {}) {
  const drawn = await drawList(world);
  await show(drawn.user, 'Settings');
  await screen.findByRole('list', { name: 'Profiles' });
  return drawn;
}

async function enter(user: UserEvent, clientId: string, secret: string): Promise<void> {
  await user.click(screen.getByRole('radio', { name: 'Production' }));
  await user.type(field('Client ID'), clientId);
  await user.type(field('Secret'), secret);
}

test('from the demo, keys that Plaid takes open the firm’s own profile', async () => {
  const { shell, user } = await drawSettings();
  await enter(user, ' firm ', 'opensesame');
  await user.click(button('Save and open'));
  await screen.findByText('Opening your records…');
  const keys = { environment: 'production', client_id: 'firm', secret: 'opensesame' };
  expect(shell.acts).toEqual([{ name: 'save_plaid_keys', argument: { keys, untested: false } }]);
});

test('keys that Plaid refuses are told in its words, and what was typed can be corrected', async () => {
  const { shell, user } = await drawSettings();
  shell.keysAnswer = keysRefusal();
  await enter(user, 'firm', 'wrong');
  await user.click(button('Save and open'));
  const alert = (await screen.findByText('Plaid does not take these keys')).closest<HTMLElement>('[role=alert]');
  within(alert!).getByText('INVALID_INPUT · INVALID_API_KEYS: invalid client_id or secret provided');
  within(alert!).getByText('request ID kT2vXr9LmQw4Zay');
  within(alert!).getByText('Nothing was saved. What was there before stays in use.');
  expect(screen.queryByRole('button', { name: 'Save it untested' })).toBeNull();
  expect(field('Client ID').value).toBe('firm');
});

test.each([
  ['wrong_environment', 'These keys may not use this environment'],
  ['busy', 'Plaid was asked too often'],
  ['unreachable', 'Plaid can’t be reached'],
  ['other', 'Plaid refused the test'],
] as const)('a test that ends with `%s` says what to do', async (reason, title) => {
  const { shell, user } = await drawSettings();
  shell.keysAnswer = keysRefusal({ reason, error_type: null, error_code: null, request_id: null, message: 'words' });
  await enter(user, 'firm', 'secret');
  await user.click(button('Test the keys'));
  await screen.findByText(title);
  screen.getByText('words');
  expect(shell.acts.map(({ name }) => name)).toEqual(['test_plaid_keys']);
});

test('what the title says already is not said again', async () => {
  const { shell, user } = await drawSettings();
  const message = "Plaid can't be reached";
  shell.keysAnswer = keysRefusal({
    reason: 'unreachable',
    error_type: null,
    error_code: null,
    request_id: null,
    message,
  });
  await enter(user, 'firm', 'secret');
  await user.click(button('Test the keys'));
  await screen.findByText('Plaid can’t be reached');
  expect(screen.queryByText(message)).toBeNull();
});

test('nothing is asked of Plaid with a form that is not filled in', async () => {
  const { shell, user } = await drawSettings();
  await user.click(button('Test the keys'));
  screen.getByText('Enter the client ID.');
  screen.getByText('Enter the secret.');
  expect(document.activeElement).toBe(field('Client ID'));
  expect(shell.acts).toEqual([]);
});

test('the present keys are shown without the secret and can be tested as they are', async () => {
  const { shell, user } = await drawSettings(firm());
  const section = screen.getByRole('region', { name: 'Plaid keys' });
  within(section).getByText('Production · https://production.plaid.com');
  within(section).getByText(FIRM.client_id);
  within(section).getByText('In the keyring');
  await user.click(button('Test the keys'));
  await screen.findByText('Plaid takes the keys');
  screen.getByText('They were tested only. Nothing was saved.');
  const argument = { environment: 'production', client_id: FIRM.client_id, secret: null };
  expect(shell.acts).toEqual([{ name: 'test_plaid_keys', argument }]);
});

test('a secret is replaced and its field cleared', async () => {
  const { user } = await drawSettings(firm());
  await user.click(button('Replace the secret'));
  screen.getByText('Enter the secret.');
  await user.type(field('Another secret'), 'opensesame');
  await user.click(button('Replace the secret'));
  await screen.findByText('The secret is saved');
  expect(field('Another secret').value).toBe('');
});

test('a secret that Plaid refuses is kept only where the user insists', async () => {
  const { shell, user } = await drawSettings(firm());
  shell.keysAnswer = keysRefusal({ reason: 'unreachable', message: 'Plaid can’t be asked' });
  await user.type(field('Another secret'), 'opensesame');
  await user.click(button('Replace the secret'));
  await user.click(await screen.findByRole('button', { name: 'Save it untested' }));
  await screen.findByText('The secret is saved untested');
  expect(shell.acts.map(({ argument }) => (argument as { untested: boolean }).untested)).toEqual([false, true]);
});

test('a forgotten secret is missing everywhere until another one is entered', async () => {
  const { user } = await drawSettings(firm());
  await user.click(button('Test the keys'));
  await screen.findByText('Plaid takes the keys');
  await user.click(button('Forget the secret…'));
  await warning('Forget the secret for Plaid?');
  await user.click(button('Keep'));
  await noDialog();
  await user.click(button('Forget the secret…'));
  await warning('Forget the secret for Plaid?');
  await user.click(button('Forget'));
  await screen.findByText('The secret for Plaid is missing.');
  screen.getByText('Missing');
  await waitFor(() => expect(screen.queryByText('Plaid takes the keys')).toBeNull());
  await user.type(field('Secret'), 'opensesame');
  await user.click(button('Save the secret'));
  await screen.findByText('In the keyring');
  expect(screen.queryByText('The secret for Plaid is missing.')).toBeNull();
});

test('a start without the secret begins where it is entered', async () => {
  const { user } = draw(new FakeShell(firm(false)));
  await screen.findByRole('button', { name: 'Save the secret' });
  screen.getByText('The secret for Plaid is missing.');
  await user.type(field('Secret'), 'opensesame');
  await user.click(button('Save the secret'));
  await screen.findByText('In the keyring');
});

test('another profile is opened from the list', async () => {
  const { shell, user } = await drawSettings(firm());
  await user.click(button('Open Demo'));
  await screen.findByText('Opening your records…');
  expect(shell.acts).toEqual([{ name: 'open_profile', argument: { folder: 'demo' } }]);
});

test('while a bank’s page is open the profile stays', async () => {
  const { shell, user } = await drawSettings(firm());
  shell.failing.set('open_profile', problem('session_open'));
  await user.click(button('Open Demo'));
  await screen.findByText('Another bank’s window is open');
});

test('an accountant may look at the keys and change nothing', async () => {
  const { application, ...rest } = firm();
  if (application?.state !== 'ready') throw new Error('it is ready');
  await drawSettings({
    ...rest,
    application: { ...application, user: { id: 'usr_2', name: 'Ada', role: 'accountant' } },
  });
  screen.getByText(FIRM.client_id);
  for (const name of ['Test the keys', 'Replace the secret', 'Open Demo', 'Enter keys for another profile…'])
    expect(button(name).hasAttribute('disabled')).toBe(true);
  expect(screen.queryByRole('button', { name: 'Forget the secret…' })).toBeNull();
});

test('an address for development is offered where the start was told of one', async () => {
  await drawSettings({
    keys: { owner: null, has_secret: true, is_from_environment: true, other_address: 'http://127.0.0.1:4711' },
  });
  screen.getByRole('radio', { name: 'Other' });
  screen.getByText('http://127.0.0.1:4711');
  screen.getByText('Environment variables chose this profile');
});

test('where it can’t be read which profile to open, the user says it', async () => {
  const profiles = firm().profiles?.map((one) => ({ ...one, is_open: false })) ?? [];
  const application = blocked(problem('profile_unreadable'), true);
  const { shell, user } = draw(new FakeShell({ application, profiles }));
  await user.click(await screen.findByRole('button', { name: `Open Production · ${FIRM.client_id}` }));
  expect(shell.acts).toEqual([{ name: 'open_profile', argument: { folder: 'production' } }]);
});

test('where a profile does not open, the others can be opened', async () => {
  const { profiles = [] } = firm();
  const application = blocked(problem('database_wrong_key'), true);
  const { shell, user } = draw(new FakeShell({ application, profiles }));
  await screen.findByText(/other profiles on this computer are unaffected/);
  expect(screen.queryByRole('button', { name: `Open Production · ${FIRM.client_id}` })).toBeNull();
  await user.click(button('Open Demo'));
  expect(shell.acts).toEqual([{ name: 'open_profile', argument: { folder: 'demo' } }]);
});

test('no other profile is offered where none would open, or where there is none', async () => {
  const { profiles = [] } = firm();
  const { shell } = draw(new FakeShell({ application: blocked(problem('keyring_locked')), profiles }));
  await screen.findByRole('heading', { name: 'Your keyring is locked' });
  expect(screen.queryByRole('group', { name: 'Profiles' })).toBeNull();
  const alone = profiles.filter(({ is_open }) => is_open);
  await happen(() => shell.change({ application: blocked(problem('database_wrong_key'), true), profiles: alone }));
  await screen.findByRole('heading', { name: 'The key does not open the records' });
  expect(screen.queryByRole('group', { name: 'Profiles' })).toBeNull();
});
