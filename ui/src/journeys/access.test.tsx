import { screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';

import { FakeShell } from '../ipc/fake';
import { READY, blocked, problem, session } from '../ipc/samples';
import { ACCOUNTANT, INTEGRATION_USER, RECOVERY_CODE, signedOut, userRow } from '../ipc/samples.access';
import {
  CONNECT,
  UPDATE,
  button,
  dialog,
  draw,
  drawList,
  focusOn,
  happen,
  noDialog,
  reasonOf,
  show,
  warning,
  type Drawn,
} from '../test/draw';

const SET_UP = { state: 'set_up', profile: { ...READY.profile, kind: 'live' } } as const;
const LONG = 'a sentence that is long';

function field(label: string): HTMLInputElement {
  return screen.getByLabelText(label);
}

/** When nothing can be seen of any record. */
function seesNoRecord(): void {
  expect(document.body.textContent).not.toMatch(/Platypus|Tartan|ins_/);
}

test('the first start creates the integration user and shows the recovery code until it is kept', async () => {
  const { shell, user } = draw(new FakeShell({ application: SET_UP }));
  await screen.findByRole('heading', { name: 'Create the integration user' });
  await user.type(field('Password'), 'short');
  await user.click(button('Create the integration user'));
  screen.getByText('7 more needed: at least 12 characters.');
  expect(document.activeElement).toBe(field('Password'));

  await user.clear(field('Password'));
  await user.type(field('Password'), LONG);
  await user.type(field('Password again'), 'another one');
  await user.click(button('Create the integration user'));
  screen.getByText('The two passwords differ.');
  expect(shell.acts).toEqual([]);

  await user.clear(field('Password again'));
  await user.type(field('Password again'), `${LONG}{Enter}`);
  const code = await screen.findByRole('group', { name: 'Recovery code' });
  expect(code.textContent).toBe(RECOVERY_CODE.replaceAll('-', ''));
  expect(shell.acts).toEqual([{ name: 'set_up', argument: { name: 'Integration user', password: LONG } }]);
  expect(button('Continue').hasAttribute('disabled')).toBe(true);
  seesNoRecord();
  await user.click(screen.getByRole('checkbox', { name: 'I have written it down' }));
  await user.click(button('Continue'));
  await screen.findByRole('grid', { name: 'Bank connections' });
  expect(document.body.innerHTML).not.toContain(RECOVERY_CODE.slice(0, 4));
  expect(shell.acts.at(-1)?.name).toBe('keep_recovery_code');
});

test('a recovery code that nobody said to have written down is asked for anew', async () => {
  const users = [userRow(INTEGRATION_USER, { code_is_unkept: true }), userRow(ACCOUNTANT)];
  const { user } = await drawList({ users, application: { ...READY, profile: SET_UP.profile } });
  await screen.findByText('Make a new recovery code');
  await user.click(button('New recovery code…'));
  await dialog('Make a new recovery code');
  await user.type(field('Your password'), `${LONG}{Enter}`);
  await screen.findByRole('group', { name: 'Recovery code' });
  await user.click(screen.getByRole('checkbox', { name: 'I have written it down' }));
  await user.click(button('Continue'));
  await screen.findByRole('grid', { name: 'Bank connections' });
  await waitFor(() => expect(screen.queryByText('Make a new recovery code')).toBeNull());
});

test('a password that is guessed at once is refused at its field', async () => {
  const { shell, user } = draw(new FakeShell({ application: SET_UP }));
  shell.failing.set('set_up', problem('password_guessable'));
  await screen.findByRole('heading', { name: 'Create the integration user' });
  await user.type(field('Password'), 'aaaaaaaaaaaa');
  await user.type(field('Password again'), 'aaaaaaaaaaaa{Enter}');
  await screen.findByText(/^This password is guessed at once\./);
  expect(field('Password').getAttribute('aria-invalid')).toBe('true');
});

/** The first start, up to the recovery code. */
async function drawCode(): Promise<Drawn> {
  const drawn = draw(new FakeShell({ application: SET_UP }));
  await screen.findByRole('heading', { name: 'Create the integration user' });
  await drawn.user.type(field('Password'), LONG);
  await drawn.user.type(field('Password again'), `${LONG}{Enter}`);
  await screen.findByRole('group', { name: 'Recovery code' });
  return drawn;
}

test.each([
  ['locked', { is_locked: true }, 'Locked'],
  ['left', {}, 'Sign in'],
] as const)('a recovery code is gone as soon as the application is %s', async (_, entrance, title) => {
  const { shell, user } = await drawCode();
  await happen(() => shell.change({ application: signedOut(entrance) }));
  await screen.findByRole('heading', { name: title });
  expect(document.body.innerHTML).not.toContain(RECOVERY_CODE.slice(0, 4));
  await user.type(field('Password'), `${LONG}{Enter}`);
  await screen.findByRole('grid', { name: 'Bank connections' });
  expect(document.body.innerHTML).not.toContain(RECOVERY_CODE.slice(0, 4));
});

test('a recovery code is seen by nobody but the integration user', async () => {
  const { shell } = await drawCode();
  await happen(() => shell.change({ application: { ...READY, user: ACCOUNTANT } }));
  await screen.findByRole('grid', { name: 'Bank connections' });
  await happen(() => shell.change({ application: READY }));
  await screen.findByRole('button', { name: /Signed in as Integration user/ });
  expect(screen.queryByRole('group', { name: 'Recovery code' })).toBeNull();
});

test('a recovery code does not hide that the records were closed', async () => {
  const { shell } = await drawCode();
  const application = blocked(problem('database_unreadable'));
  await happen(() => shell.change({ application }));
  await screen.findByRole('heading', { name: 'The records can’t be opened' });
  expect(document.body.innerHTML).not.toContain(RECOVERY_CODE.slice(0, 4));
});

test('whoever writes the recovery code down is told to be there', async () => {
  const { shell, user } = await drawCode();
  const told = vi.spyOn(shell, 'ask');
  await user.keyboard('a');
  expect(told).toHaveBeenCalledWith('is_active');
});

test('how easily a password is guessed is told in words', async () => {
  const strength = { score: 1, warning: 'This is a common password.', suggestions: ['Add another word or two.'] };
  const { user } = draw(new FakeShell({ application: SET_UP, strength }));
  await screen.findByRole('heading', { name: 'Create the integration user' });
  await user.type(field('Password'), 'password');
  const meter = await screen.findByRole('meter', { name: 'How hard it is to guess' });
  expect(meter.getAttribute('aria-valuetext')).toBe('Easy to guess');
  screen.getByText('This is a common password. Add another word or two.');
});

test('whoever is expected signs in with the keyboard alone', async () => {
  const { shell, user } = draw(new FakeShell({ application: signedOut() }));
  await screen.findByRole('heading', { name: 'Sign in' });
  seesNoRecord();
  expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Integration user' }).checked).toBe(true);
  await waitFor(() => expect(document.activeElement).toBe(field('Password')));
  await user.keyboard(`${LONG}{Enter}`);
  await screen.findByRole('grid', { name: 'Bank connections' });
  expect(shell.acts).toEqual([{ name: 'sign_in', argument: { user_id: INTEGRATION_USER.id, password: LONG } }]);
});

test('a wrong password is said, the field is empty and has the focus', async () => {
  const application = signedOut();
  const { user } = draw(new FakeShell({ application, passwordAnswer: { kind: 'wrong', retry_at: null } }));
  await screen.findByRole('heading', { name: 'Sign in' });
  await user.type(field('Password'), LONG);
  await user.click(button('Sign in'));
  const told = await screen.findByRole('alert');
  expect(told.textContent).toBe('The password is wrong. Try again.');
  expect(field('Password').value).toBe('');
  await waitFor(() => expect(document.activeElement).toBe(field('Password')));
});

test('a wait is counted down, and nothing is asked before its end', async () => {
  const retry_at = new Date(Date.now() + 90_000).toISOString();
  const application = signedOut();
  const { shell, user } = draw(new FakeShell({ application, passwordAnswer: { kind: 'too_soon', retry_at } }));
  await screen.findByRole('heading', { name: 'Sign in' });
  await user.type(field('Password'), `${LONG}{Enter}`);
  expect((await screen.findByRole('timer')).textContent).toMatch(/^You can try again in 1:(30|2\d)\.$/);
  screen.getByText('Too many wrong passwords. This one was not looked at.');
  await user.type(field('Password'), `${LONG}{Enter}`);
  expect(button('Sign in').hasAttribute('disabled')).toBe(true);
  expect(shell.acts).toHaveLength(1);

  await user.click(screen.getByRole('radio', { name: 'Ada' }));
  expect(screen.queryByRole('timer')).toBeNull();
});

test('the demo tells the password that it began with, and whoever changed it is not shut out', async () => {
  draw(new FakeShell({ application: signedOut({ demo_password: 'demo demo demo' }) }));
  const hint = await screen.findByText(/This is the demo/);
  expect(hint.textContent).toMatch(/Unless somebody changed it here, the password is demo demo demo/);
  screen.getByRole('button', { name: 'Forgotten password…' });
});

test('a forgotten password of an accountant is a matter of the integration user', async () => {
  const { user } = draw(new FakeShell({ application: signedOut({ expected: ACCOUNTANT.id }) }));
  await user.click(await screen.findByRole('button', { name: 'Forgotten password…' }));
  screen.getByText(/Ask the integration user \(Integration user\) to set a new password for Ada/);
  await user.click(button('Back'));
  await screen.findByRole('heading', { name: 'Sign in' });
});

test('the recovery code sets the integration user’s password anew and is followed by the next one', async () => {
  const { shell, user } = draw(new FakeShell({ application: signedOut() }));
  await user.click(await screen.findByRole('button', { name: 'Forgotten password…' }));
  await user.type(field('Recovery code'), RECOVERY_CODE);
  await user.type(field('New password'), LONG);
  await user.type(field('New password again'), `${LONG}{Enter}`);
  await screen.findByRole('group', { name: 'Recovery code' });
  expect(shell.acts).toEqual([{ name: 'recover_password', argument: { code: RECOVERY_CODE, password: LONG } }]);
});

test('a wrong recovery code is marked, and what was typed stays until it is right', async () => {
  const application = signedOut();
  const { shell, user } = draw(new FakeShell({ application, passwordAnswer: { kind: 'wrong', retry_at: null } }));
  await user.click(await screen.findByRole('button', { name: 'Forgotten password…' }));
  await user.type(field('Recovery code'), 'ABCD-EFGH');
  await user.type(field('New password'), LONG);
  await user.type(field('New password again'), `${LONG}{Enter}`);
  screen.getByText('A recovery code has 20 characters, this one has 8.');
  await waitFor(() => expect(document.activeElement).toBe(field('Recovery code')));
  expect(shell.acts).toEqual([]);

  await user.keyboard('-JKMN-PQRS-TVWX{Enter}');
  expect((await screen.findByRole('alert')).textContent).toContain('The recovery code is wrong.');
  expect(field('Recovery code').getAttribute('aria-invalid')).toBe('true');
  expect(field('Recovery code').value).toBe('ABCD-EFGH-JKMN-PQRS-TVWX');
  for (const label of ['New password', 'New password again']) expect(field(label).value).toBe(LONG);
  await waitFor(() => expect(document.activeElement).toBe(field('Recovery code')));

  await user.keyboard('{Backspace}Y');
  expect(screen.queryByRole('alert')).toBeNull();
  expect(field('Recovery code').getAttribute('aria-invalid')).toBeNull();
});

test('Ctrl+L locks, nothing of the records stays, and the same user is expected', async () => {
  const { shell, user } = await drawList();
  await user.keyboard('{Control>}l{/Control}');
  await screen.findByRole('heading', { name: 'Locked' });
  seesNoRecord();
  expect(shell.acts.map(({ name }) => name)).toEqual(['lock']);
  expect(screen.queryByRole('radio')).toBeNull();
  await user.click(button('Somebody else'));
  await user.click(screen.getByRole('radio', { name: 'Ada' }));
  await user.type(field('Password'), `${LONG}{Enter}`);
  await screen.findByRole('grid', { name: 'Bank connections' });
  expect(shell.acts.at(-1)).toEqual({ name: 'sign_in', argument: { user_id: 'usr_2', password: LONG } });
});

test('what one user read is asked anew for the next one', async () => {
  const { shell, user } = await drawList();
  await user.keyboard('{Control>}l{/Control}');
  await screen.findByRole('heading', { name: 'Locked' });
  shell.silent.add('bank_connections');
  await user.type(field('Password'), `${LONG}{Enter}`);
  await screen.findByText('Reading your connections…');
  seesNoRecord();
});

test('the menu of the user locks, signs out and switches', async () => {
  const { shell, user } = await drawList({ application: { ...READY, demo_users: [INTEGRATION_USER, ACCOUNTANT] } });
  await user.click(button(/Signed in as/));
  const menu = await screen.findByRole('menu', { name: /Signed in as/ });
  expect(
    within(menu)
      .getAllByRole('menuitem')
      .map((item) => item.textContent),
  ).toEqual(['Switch to Ada', 'Change password…', 'New recovery code…', 'LockCtrl+L', 'Sign out']);
  await user.click(within(menu).getByRole('menuitem', { name: 'Switch to Ada' }));
  await screen.findByRole('button', { name: /Ada · Accountant/ });
  expect(shell.acts).toEqual([{ name: 'switch_user', argument: { user_id: 'usr_2' } }]);
});

test.each([
  ['sign_out', 'Sign out in the middle of the update?', 'Sign out anyway'],
  ['lock', 'Lock in the middle of the update?', 'Lock anyway'],
] as const)('a wish to %s during an update asks first', async (wish, title, act) => {
  const { shell, user } = await drawList({ session: session() });
  await dialog('The bank’s window is open');
  shell.wishToLeave(wish);
  await warning(title);
  await focusOn('Stay and finish');
  await user.click(button(act));
  expect(shell.acts.map(({ name }) => name)).toEqual(['leave']);
});

test('a password of somebody else is to be changed, and a wrong present one is said', async () => {
  const users = [userRow(INTEGRATION_USER), userRow(ACCOUNTANT, { password_is_initial: true })];
  const application = { ...READY, profile: SET_UP.profile, user: ACCOUNTANT };
  const { shell, user } = await drawList({ users, application, passwordAnswer: { kind: 'wrong', retry_at: null } });
  await screen.findByText('Choose a password of your own');
  await user.click(button('Change password…'));
  await dialog('Change your password');
  await user.type(field('Present password'), 'another one');
  await user.type(field('New password'), LONG);
  await user.type(field('New password again'), LONG);
  await user.click(button('Change the password'));
  expect((await screen.findByRole('alert')).textContent).toContain('The password is wrong.');
  expect(field('Present password').value).toBe('');
  expect(field('Present password').getAttribute('aria-invalid')).toBe('true');
  await waitFor(() => expect(document.activeElement).toBe(field('Present password')));
  expect(field('New password').value).toBe(LONG);

  shell.change({ passwordAnswer: { kind: 'right' } });
  await user.type(field('Present password'), 'the first one');
  expect(screen.queryByRole('alert')).toBeNull();
  await user.click(button('Change the password'));
  await noDialog();
  await waitFor(() => expect(screen.queryByText('Choose a password of your own')).toBeNull());
});

test('an accountant is told why connecting is not theirs, and whom to ask', async () => {
  const users = [userRow({ ...INTEGRATION_USER, name: 'Grace' }), userRow(ACCOUNTANT)];
  await drawList({ users, application: { ...READY, user: ACCOUNTANT } });
  for (const act of [CONNECT, UPDATE]) {
    expect(button(act).hasAttribute('disabled')).toBe(true);
    await waitFor(() =>
      expect(reasonOf(button(act))).toMatch(/^Only the integration user may .* Ask Grace, the integration user/),
    );
  }
  expect(screen.queryByText(/When you are done with the banks/)).toBeNull();
});

test('users are added, given a password and lose their access', async () => {
  const { shell, user } = await drawList();
  await show(user, 'Users');
  await user.click(await screen.findByRole('button', { name: 'Add accountant…' }));
  await dialog('Add an accountant');
  await user.type(field('Name'), 'Grace');
  await user.type(field('First password'), LONG);
  await user.type(field('First password again'), LONG);
  await user.click(button('Add the accountant'));
  await noDialog();
  await screen.findByText('Grace can sign in now.');
  const line = await screen.findByRole('row', { name: /Grace/ });
  within(line).getByText('Has not chosen a password yet');

  await user.click(button('Set new password for Ada'));
  await dialog('Set a new password');
  await user.type(field('New password'), LONG);
  await user.type(field('New password again'), LONG);
  await user.click(button('Set the password'));
  await noDialog();

  await user.click(button('Take access away from Ada'));
  await warning('Take the access away?');
  await focusOn('Keep the access');
  await user.click(button('Take the access away'));
  await noDialog();
  await screen.findByText(/^Access taken away on/);
  expect(shell.acts.map(({ name }) => name)).toEqual(['add_accountant', 'reset_password', 'remove_user']);
});

test('an accountant sees the users and changes none', async () => {
  const { user } = await drawList({ application: { ...READY, user: ACCOUNTANT } });
  await show(user, 'Users');
  const add = await screen.findByRole('button', { name: 'Add accountant…' });
  expect(add.hasAttribute('disabled')).toBe(true);
  expect(reasonOf(add)).toMatch(/^Only the integration user adds users/);
  expect(screen.queryByRole('button', { name: /Take access away/ })).toBeNull();
});

test('a name that is taken is said, and the dialog stays', async () => {
  const { shell, user } = await drawList();
  shell.failing.set('add_accountant', problem('name_taken'));
  await show(user, 'Users');
  await user.click(await screen.findByRole('button', { name: 'Add accountant…' }));
  await user.type(field('Name'), 'Ada');
  await user.type(field('First password'), LONG);
  await user.type(field('First password again'), LONG);
  await user.click(button('Add the accountant'));
  await screen.findByText(/^This name is taken\./);
  expect(field('Name').value).toBe('Ada');
  expect(field('Name').getAttribute('aria-invalid')).toBe('true');
  await waitFor(() => expect(document.activeElement).toBe(field('Name')));
  for (const label of ['First password', 'First password again']) expect(field(label).value).toBe(LONG);
  await user.type(field('Name'), ' the second');
  expect(screen.queryByText(/^This name is taken/)).toBeNull();
});

test('the time to the lock is chosen', async () => {
  const { shell, user } = await drawList();
  await show(user, 'Settings');
  await user.click(await screen.findByRole('button', { name: /Lock when nothing was done for/ }));
  await user.click(await screen.findByRole('option', { name: '5 minutes' }));
  await waitFor(() => expect(shell.acts).toEqual([{ name: 'set_lock_setting', argument: { minutes: 5 } }]));
});

test.each([
  [true, true, /^It also locks when this computer is locked or put to sleep, and at once with Ctrl\+L\. An open/],
  [true, false, /does not tell when it is put to sleep: lock before that\./],
  [false, true, /may not tell when its screen is locked: press Ctrl\+L before you leave\./],
  [false, false, /does not tell when it is locked or put to sleep: press Ctrl\+L before you leave\./],
])('only a lock that is heard is promised (lock %s, sleep %s)', async (with_lock, with_sleep, sentence) => {
  const { user } = await drawList({ lock: { minutes: 10, offered: [10], with_lock, with_sleep } });
  await show(user, 'Settings');
  await screen.findByText(sentence);
});

test('that somebody is there is told, and not with every movement', async () => {
  const { shell, user } = await drawList();
  const asked: string[] = [];
  const ask = shell.ask.bind(shell);
  shell.ask = ((...question: Parameters<typeof ask>) => {
    asked.push(question[0]);
    return ask(...question);
  }) as typeof shell.ask;
  await user.keyboard('a');
  await user.keyboard('b');
  expect(asked.filter((name) => name === 'is_active')).toHaveLength(1);
});
