import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';

import { FakeShell } from '../ipc/fake';
import { READY, problem } from '../ipc/samples';
import { ACCOUNTANT, INTEGRATION_USER, userRow } from '../ipc/samples.access';
import { delivery, mailSettings, message, outbox } from '../ipc/samples.life';
import { button, draw, drawList, focusOn, happen, noDialog, reasonOf, show, warning, type Drawn } from '../test/draw';
import { wordsOfProblem } from '../words/problem';

async function drawMail(world: ConstructorParameters<typeof FakeShell>[0] = {}): Promise<Drawn> {
  const drawn = await drawList(world);
  await show(drawn.user, 'Mail');
  await screen.findByRole('form', { name: 'Mail settings' });
  return drawn;
}

/** With a question that has failed since the start. */
async function drawFailing(question: 'messages' | 'outbox'): Promise<Drawn> {
  const shell = new FakeShell({ mail: mailSettings(), outbox: outbox() });
  shell.failing.set(question, problem('disk_full'));
  const drawn = draw(shell);
  await screen.findByRole('grid', { name: 'Bank connections' });
  return drawn;
}

function field(name: string): HTMLInputElement {
  return screen.getByRole('textbox', { name });
}

function password(): HTMLInputElement {
  return screen.getByLabelText('Password');
}

test('where mail is not set up the view says so', async () => {
  await drawMail({ outbox: { is_configured: false, messages: [message({ deliveries: [] })] } });
  screen.getByText('Mail is not set up');
  screen.getByText(/A message waits\./);
  screen.getByText('Waits until mail is set up');
  expect(screen.queryByRole('button', { name: 'Send again' })).toBeNull();
});

test('the settings are saved as typed, with the usual port of the encryption', async () => {
  const { shell, user } = await drawMail();
  await user.type(field('Server'), 'smtp.firm.example');
  await user.click(screen.getByRole('radio', { name: 'TLS' }));
  await user.type(field('Username'), 'ada');
  await user.type(password(), 'secret');
  await user.type(field('Sender'), 'ada@firm.example');
  await user.type(field('Recipients'), 'books@firm.example, it@firm.example');
  await user.click(button('Save'));
  await screen.findByText('The mail settings are saved');
  expect(shell.acts).toEqual([
    {
      name: 'save_mail_settings',
      argument: {
        host: 'smtp.firm.example',
        port: 465,
        security: 'tls',
        user_name: 'ada',
        sender: 'ada@firm.example',
        recipients: ['books@firm.example', 'it@firm.example'],
        password: 'secret',
      },
    },
  ]);
  expect(password().value).toBe('');
  expect(screen.queryByText('Mail is not set up')).toBeNull();
});

test('a stored password is never shown, and stays where nothing is typed', async () => {
  const { shell, user } = await drawMail({ mail: mailSettings(), outbox: outbox() });
  expect(password().type).toBe('password');
  expect(password().value).toBe('');
  screen.getByText(/Stored in the keyring/);
  await user.click(button('Save'));
  expect(shell.acts.at(-1)?.argument).toMatchObject({ password: null });
});

test('what is missing is named, gets the focus, and nothing is saved or sent', async () => {
  const { shell, user } = await drawMail();
  expect(field('Server').getAttribute('aria-invalid')).toBeNull();
  await user.click(button('Save'));
  screen.getByText('Enter the name of the server.');
  screen.getByText('Enter at least one e-mail address.');
  await expect.poll(() => document.activeElement).toBe(field('Server'));
  await user.click(button('Send a test message'));
  expect(shell.acts).toEqual([]);
});

test('whatever is no server, port or address is said at its field, all at once', async () => {
  const { shell, user } = await drawMail();
  await user.type(field('Server'), 'not a server');
  await user.clear(field('Port'));
  await user.type(field('Port'), '99999');
  await user.type(field('Sender'), 'nobody');
  await user.type(field('Recipients'), 'abc, def@');
  await user.click(button('Save'));
  for (const name of ['Server', 'Port', 'Sender', 'Recipients']) {
    expect(field(name).getAttribute('aria-invalid')).toBe('true');
  }
  screen.getByText('This is not the name of a server, such as smtp.example.com.');
  screen.getByText('Enter a number from 1 to 65535.');
  screen.getByText('Enter an e-mail address.');
  screen.getByText('“abc” is not an e-mail address.');
  await expect.poll(() => document.activeElement).toBe(field('Server'));
  expect(shell.acts).toEqual([]);
});

test('settings that the shell refuses say why, and stay as typed', async () => {
  const { shell, user } = await drawMail({ mail: mailSettings() });
  shell.failing.set('save_mail_settings', problem('invalid_mail_settings', { hint: '`a@b` is no address' }));
  await user.clear(field('Server'));
  await user.type(field('Server'), 'other.example');
  await user.click(button('Save'));
  const told = await screen.findByRole('alert');
  expect(told.textContent).toContain('The mail settings are not valid');
  expect(told.textContent).toContain('`a@b` is no address');
  expect(field('Server').value).toBe('other.example');
});

test('a test message shows the server’s own answer for each recipient', async () => {
  const { user } = await drawMail({
    mail: mailSettings({ recipients: ['books@firm.example', 'nobody@firm.example'] }),
  });
  await user.click(button('Send a test message'));
  const answers = within(await screen.findByRole('list', { name: 'The server’s answers' }));
  expect(answers.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
    'books@firm.example250 2.0.0 Ok: queued as 4Xy1',
    'nobody@firm.example550 5.1.1 User unknown',
  ]);
  screen.getByText('The server refused 1 recipient');
});

test('a test message that gets nowhere shows the server’s words', async () => {
  const { shell, user } = await drawMail({ mail: mailSettings() });
  shell.failing.set(
    'send_test_message',
    problem('mail_password_refused', { message: '535 5.7.8 authentication failed' }),
  );
  await user.click(button('Send a test message'));
  const told = await screen.findByRole('alert');
  expect(told.textContent).toContain('The mail server refused the sign-in');
  expect(told.textContent).toContain('535 5.7.8 authentication failed');
});

test('a test message that is not sent says why once, in our words', async () => {
  const { shell, user } = await drawMail({ mail: mailSettings() });
  const hint = 'Enter the password of this username';
  shell.failing.set('send_test_message', problem('invalid_mail_settings', { message: hint, hint }));
  await user.click(button('Send a test message'));
  const told = await screen.findByRole('alert');
  expect(told.textContent.split(hint)).toHaveLength(2);
});

test('what was typed and not saved is discarded where the user says so', async () => {
  const { user } = await drawMail({ mail: mailSettings(), outbox: outbox() });
  const before = field('Server').value;
  expect(screen.queryByRole('button', { name: 'Discard changes' })).toBeNull();
  await user.type(field('Server'), '.example');
  await user.click(button('Discard changes'));
  expect(field('Server').value).toBe(before);
  expect(screen.queryByRole('button', { name: 'Discard changes' })).toBeNull();
});

test('the settings are forgotten only after a warning', async () => {
  const { shell, user } = await drawMail({ mail: mailSettings(), outbox: outbox() });
  await user.click(button('Forget…'));
  await warning('Forget the mail settings?');
  await focusOn('Keep');
  await user.keyboard('{Escape}');
  await noDialog();
  expect(shell.acts).toEqual([]);
  await user.click(button('Forget…'));
  await user.click(await screen.findByRole('button', { name: 'Forget' }));
  await noDialog();
  await screen.findByText('Mail is not set up');
  expect(field('Server').value).toBe('');
});

test('each message shows its state for each recipient, with tries, next try and the last answer', async () => {
  await drawMail({ mail: mailSettings(), outbox: outbox() });
  const [first, second, third] = screen.getAllByRole('article');
  const states = (article: HTMLElement | undefined) =>
    within(within(article!).getByRole('table', { name: 'Recipients' }))
      .getAllByRole('row')
      .slice(1)
      .map((row) => row.textContent);
  expect(states(first)).toEqual([
    'books@firm.exampleWaitingTried 2 times, next at 06:31:00451 4.7.1 Greylisted, try again later',
    'it@firm.exampleRefused by the serverTried once550 5.1.1 User unknown',
  ]);
  expect(states(second)[0]).toContain('Perhaps sent');
  within(second!).getByText(/It is not sent twice by itself/);
  expect(states(third)[0]).toContain('Sent');
  expect(within(third!).queryByRole('button', { name: 'Send again' })).toBeNull();
});

test('a message is sent again, or composed in the mail program', async () => {
  const { shell, user } = await drawMail({ mail: mailSettings(), outbox: outbox() });
  const [first] = screen.getAllByRole('article');
  await user.click(within(first!).getByRole('button', { name: 'Send again' }));
  await user.click(within(first!).getByRole('button', { name: 'Compose in my mail program' }));
  expect(shell.acts).toEqual([
    { name: 'send_again', argument: { message_id: 'msg_1' } },
    { name: 'compose_in_mail_program', argument: { message_id: 'msg_1' } },
  ]);
});

test('what is typed stays while another view is shown', async () => {
  const { user } = await drawMail();
  await user.type(field('Server'), 'smtp.firm.example');
  await show(user, 'Connections');
  await show(user, 'Mail');
  expect(field('Server').value).toBe('smtp.firm.example');
});

test('an accountant may look and not change how mail is sent', async () => {
  await drawMail({
    mail: mailSettings(),
    outbox: outbox(),
    application: { ...READY, user: { id: 'usr_2', name: 'Ada', role: 'accountant' } },
  });
  expect(field('Server').disabled).toBe(true);
  expect(button('Save').hasAttribute('disabled')).toBe(true);
  expect(reasonOf(button('Save'))).toBe(
    'Only the integration user may change how mail is sent. Ask the integration user of your firm.',
  );
  expect(screen.queryByRole('button', { name: 'Forget…' })).toBeNull();
});

test('an accountant is told whom to ask for mail being set up, by name', async () => {
  const application = { ...READY, user: ACCOUNTANT };
  const users = [userRow({ ...INTEGRATION_USER, name: 'Grace' }), userRow(ACCOUNTANT)];
  const { shell } = await drawMail({ application, users });
  const ask = 'Only the integration user sets it up. Ask Grace, the integration user of your firm.';
  const told = screen.getByText(/No e-mail goes out/);
  expect(told.textContent).toContain(ask);
  await happen(() => shell.change({ outbox: { is_configured: false, messages: [message({ deliveries: [] })] } }));
  await waitFor(() => expect(told.textContent).toContain(`${ask} Or compose it in your mail program.`));
  expect(document.body.textContent).not.toContain('Fill in');
});

test('no messages say when there will be some', async () => {
  await drawMail({ mail: mailSettings(), outbox: { is_configured: true, messages: [] } });
  screen.getByText('No messages');
});

test('messages that can’t be read say why, and the settings stay', async () => {
  const { user } = await drawFailing('messages');
  await show(user, 'Mail');
  await screen.findByRole('form', { name: 'Mail settings' });
  const messages = within(screen.getByRole('region', { name: 'Messages' }));
  expect((await messages.findByRole('alert')).textContent).toContain(wordsOfProblem(problem('disk_full')).title);
});

test('where it is not known whether mail is set up the view says why, and reads it on another try', async () => {
  const { shell, user } = await drawFailing('outbox');
  await show(user, 'Mail');
  await screen.findByText(wordsOfProblem(problem('disk_full')).title);
  expect(screen.queryByText('Mail is not set up')).toBeNull();
  shell.failing.clear();
  await user.click(button('Try again'));
  expect((await screen.findAllByRole('button', { name: 'Send again' })).length).toBe(2);
});

test('a message that nothing can come of any more is done, whoever did not get it', async () => {
  await drawMail({
    mail: mailSettings(),
    outbox: {
      is_configured: true,
      messages: [
        message({ id: 'msg_1', is_open: false, deliveries: [] }),
        message({ id: 'msg_2', is_open: false, deliveries: [delivery({ state: 'refused', sent_at: null })] }),
      ],
    },
  });
  const done = within(screen.getByRole('region', { name: 'Done 2' }));
  done.getByText('Not sent: mail was not set up while it mattered');
  done.getByText('Refused by the server');
  expect(screen.queryByRole('region', { name: /^Open/ })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Send again' })).toBeNull();
  expect(screen.queryByText('Waits until mail is set up')).toBeNull();
});

test('what has not gone out is listed first, and what was sent part by part', async () => {
  const sent = Array.from({ length: 120 }, (_, index) => message({ id: `msg_s${index}`, subject: `Summary ${index}` }));
  const waiting = message({ id: 'msg_old', subject: 'Tartan Bank could not be removed', deliveries: [] });
  const { user } = await drawMail({
    mail: mailSettings(),
    outbox: { is_configured: true, messages: [...sent, waiting] },
  });
  const open = within(screen.getByRole('region', { name: 'Open 1' }));
  open.getByRole('article', { name: 'Tartan Bank could not be removed' });
  const listed = () => within(screen.getByRole('region', { name: 'Done 120' })).getAllByRole('article').length;
  expect(listed()).toBe(49);
  screen.getByText('50 of 121 messages are shown.');
  await user.click(button('Show more'));
  await screen.findByText('100 of 121 messages are shown.');
  await user.click(button('Show more'));
  await waitFor(() => expect(listed()).toBe(120));
  expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
});

test('the text of a message is read when it is opened, and no sooner', async () => {
  const { shell, user } = await drawMail({ mail: mailSettings(), outbox: outbox() });
  const [first] = screen.getAllByRole('article');
  shell.failing.set('message_text', problem('disk_full'));
  await user.click(within(first!).getByRole('button', { name: 'Show the text' }));
  await within(first!).findByRole('button', { name: 'Try again' });
  shell.failing.clear();
  await user.click(within(first!).getByRole('button', { name: 'Try again' }));
  await within(first!).findByText(/could not be removed at Plaid\./);
});
