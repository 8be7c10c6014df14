import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';

import type { FakeShell } from '../ipc/fake';
import { READY, problem } from '../ipc/samples';
import { run, schedule, terms } from '../ipc/samples.schedules';
import { importAccount } from '../ipc/samples.statements';
import {
  PAUSE,
  button,
  choose,
  dialog,
  drawList,
  focusOn,
  happen,
  noDialog,
  reasonOf,
  row,
  show,
  warning,
  type Drawn,
} from '../test/draw';

const ACCOUNTANT = { application: { ...READY, user: { id: 'usr_2', name: 'Ada', role: 'accountant' } } } as const;

async function drawSchedules(world: ConstructorParameters<typeof FakeShell>[0] = {}): Promise<Drawn> {
  const drawn = await drawList(world);
  await show(drawn.user, 'Schedules');
  await screen.findByRole('heading', { name: /^Schedules/ });
  return drawn;
}

/** The row of the schedule of this name. */
function listed(name: string): HTMLElement {
  return within(screen.getByRole('table', { name: 'Schedules' })).getByRole('row', { name: new RegExp(`^${name}`) });
}

async function pick(user: Drawn['user'], field: string | RegExp, option: string): Promise<void> {
  await user.click(screen.getByRole('button', { name: field }));
  await user.click(await screen.findByRole('option', { name: option }));
}

test('each schedule says what it does, when, whether it is on, and what came of its last run', async () => {
  await drawSchedules();
  const morning = listed('Each morning');
  await within(morning).findByText('1 of 4 accounts needs attention');
  within(morning).getByText('Weekdays at 06:30 (Europe/Berlin)');
  within(morning).getByText('or up to 30 minutes later');
  within(morning).getByText('Refreshes balances and imports statements of all accounts that can be used');
  within(morning).getByText('Summary to 2 addresses does not go out: mail is not set up');
  within(morning).getByText('Tue, Dec 1, 2026, 06:30');
  within(morning).getByText('05:30 on this computer');
  const month = listed('Month end');
  within(month).getByText('Day 1 of the month at 22:00 (America/New York)');
  within(month).getByText('None while it is off');
  within(month).getByText('Not yet');
  expect(within(month).getByRole('switch', { name: 'Month end' })).toHaveProperty('checked', false);
  const sunday = listed('Sunday balances');
  within(sunday).getByText('Another try, because nobody could be reached');
  within(sunday).getByText('Put off');
  screen.getByText(/Schedules run while Bank Connections runs/);
  screen.getByText('2 of 3 are on');
});

test('a schedule is run at once by whoever may refresh and import, and one runs at a time', async () => {
  const { shell, user } = await drawSchedules(ACCOUNTANT);
  await user.click(button('Run now: Each morning'));
  await screen.findByText('“Each morning” runs.');
  const morning = within(listed('Each morning'));
  morning.getByText('Running');
  morning.getByText('Started by Ada');
  morning.getByText('Tue, Dec 1, 2026, 06:30');
  expect(button('Run now: Each morning')).toHaveProperty('disabled', true);
  await user.click(button('Run now: Month end'));
  await within(listed('Month end')).findByText('A schedule runs at this moment');
  expect(shell.acts.map(({ argument }) => argument)).toEqual([{ schedule_id: 'sch_1' }, { schedule_id: 'sch_2' }]);
});

test('a schedule whose summary goes to nobody says so, with the way to mail', async () => {
  const { user } = await drawSchedules();
  const morning = within(listed('Each morning'));
  await user.click(await morning.findByRole('button', { name: 'Set up mail' }));
  await screen.findByRole('heading', { name: 'Mail settings' });
});

test('where mail is set up the summary is only counted', async () => {
  await drawSchedules({ outbox: { is_configured: true, messages: [] } });
  await within(listed('Each morning')).findByText('Summary to 2 addresses');
  expect(screen.queryByRole('button', { name: 'Set up mail' })).toBeNull();
});

test('what became of the accounts of a run is asked for when the run is opened, and no sooner', async () => {
  const { shell, user } = await drawSchedules();
  const ask = vi.spyOn(shell, 'ask');
  const asked = () => ask.mock.calls.flatMap((call) => (call[0] === 'schedule_run' ? [call[1]] : []));
  await user.click(button('Runs of Each morning'));
  const told = await dialog('Last runs');
  await within(told).findByRole('table', { name: 'Accounts of the run' });
  expect(asked()).toEqual([{ run_id: 'run_1' }]);
  within(told).getByRole('button', { name: /1 of 4 accounts needs attention/ });
  await user.click(within(told).getByRole('button', { name: /Nov 27/ }));
  await waitFor(() => expect(asked()).toEqual([{ run_id: 'run_1' }, { run_id: 'run_2' }]));
});

test('the runs of a schedule say what became of each account, problems first, and what was made up for', async () => {
  const { user } = await drawSchedules();
  await user.click(button('Runs of Each morning'));
  const told = await dialog('Last runs');
  const newest = await within(told).findByRole('table', { name: 'Accounts of the run' });
  const rows = within(newest).getAllByRole('row').slice(1);
  expect(rows.map((one) => within(one).getAllByRole('cell').at(-1)?.textContent)).toEqual([
    'The connection has to be updated.',
    'Left out: it feeds no bank account.',
    'The balance was read.',
    'Imported 1 statement with 4 lines, up to 2026-11-29.',
    'Nothing new.',
  ]);
  expect(rows[0]?.textContent).toContain('2100 Company credit card');
  expect(rows[0]?.textContent).toContain('Tartan Bank');
  for (const [title, words] of [
    [
      /Nov 27.*Done: 1 account/,
      /^Planned for Wed, Nov 25, 2026, 06:30, made up for at .*; 2 later runs were missed too\.$/,
    ],
    [/Nov 24.*Interrupted/, /^Bank Connections ended before it did\. It is made up for/],
    [/Nov 23.*Cancelled/, /^Somebody cancelled it\./],
  ] as const) {
    await user.click(within(told).getByRole('button', { name: title }));
    within(told).getByText(words);
  }
});

test('a schedule that is running is not said to be over, and its end is seen', async () => {
  const running = schedule({ runs: [run({ state: 'running', ended_at: null })] });
  const { shell, user } = await drawSchedules({ schedules: [running] });
  within(listed('Each morning')).getByText('Running');
  await user.click(button('Runs of Each morning'));
  await screen.findByText('What becomes of each account is said at its end.');
  await happen(() => shell.change({ schedules: [schedule()] }));
  await screen.findByRole('table', { name: 'Accounts of the run' });
});

test('a schedule is added with everything that it needs, and what is missing is said', async () => {
  const { shell, user } = await drawSchedules({ schedules: [] });
  await screen.findByText('No schedules yet');
  const [add] = screen.getAllByRole('button', { name: 'Add schedule…' });
  if (add !== undefined) await user.click(add);
  await dialog('Add a schedule');
  await user.click(screen.getByRole('radio', { name: 'Import' }));
  await pick(user, /Days/, 'Once a month');
  await pick(user, /Day of the month/, 'The last day');
  screen.getByText(/In shorter months it runs on their last day\./);
  screen.getByText(/^Imports up to the day before the run/);
  screen.getByText(/For whole months choose day 1/);
  await pick(user, /Random wait/, 'None');
  await user.click(screen.getByRole('radio', { name: 'Chosen accounts' }));
  await user.type(screen.getByLabelText(/Recipients of a summary/), 'books@example.com, nobody');
  await user.click(button('Add the schedule'));
  await screen.findByText('Enter a name.');
  screen.getByText('Choose at least one account.');
  screen.getByText('“nobody” is not an e-mail address.');
  expect(document.activeElement).toBe(screen.getByLabelText(/^Name/));
  expect(shell.acts).toEqual([]);

  await user.type(screen.getByLabelText(/^Name/), 'Month end');
  const accounts = screen.getByRole('grid', { name: 'Accounts of the schedule' });
  const unlinked = within(accounts).getByRole('row', { name: /BAC-000000003/ });
  expect(unlinked.textContent).toContain('Not linked to a bank account');
  await user.click(unlinked);
  screen.getByText(/^1 account is chosen\./);
  await user.type(screen.getByLabelText(/Recipients of a summary/), '{Backspace>6}{/Backspace}b@example.com');
  const zone = screen.getByRole('combobox', { name: 'Time zone' });
  await user.click(zone);
  // At one go: each letter less would draw hundreds of time zones more.
  fireEvent.change(zone, { target: { value: 'new york' } });
  await user.click(await screen.findByRole('option', { name: 'America/New York' }));
  screen.getByText('The last day of the month at 06:30 (America/New York)');
  await user.click(button('Add the schedule'));
  await noDialog();
  await screen.findByText('“Month end” is added, and it is on.');
  expect(shell.acts).toEqual([
    {
      name: 'add_schedule',
      argument: {
        terms: {
          name: 'Month end',
          work: 'import',
          rhythm: { kind: 'monthly', day: 31 },
          time: '06:30',
          time_zone: 'America/New_York',
          spread_minutes: 0,
          account_ids: ['acc_3'],
          recipients: ['books@example.com', 'b@example.com'],
        },
      },
    },
  ]);
});

test('a schedule is changed, and a name that is taken is refused with what was typed still there', async () => {
  const { shell, user } = await drawSchedules();
  await user.click(button('Change Month end'));
  await dialog('Change the schedule');
  const name = screen.getByLabelText(/^Name/);
  await user.clear(name);
  await user.type(name, 'each morning');
  await user.click(button('Save'));
  await screen.findByText('Another schedule has this name. Give it another one.');
  expect(name).toHaveProperty('value', 'each morning');
  await user.clear(name);
  await user.type(name, 'Month’s end');
  await user.click(button('Save'));
  await noDialog();
  await screen.findByText('“Month’s end” is changed.');
  expect(shell.world.schedules[1]?.terms).toEqual({ ...terms(shell.world.schedules[1]?.terms), name: 'Month’s end' });
});

test('what was changed in a schedule is not lost without a question, and nothing is asked where nothing was', async () => {
  const { shell, user } = await drawSchedules();
  await user.click(button('Change Month end'));
  await dialog('Change the schedule');
  const name = screen.getByLabelText(/^Name/);
  await user.type(name, '!');
  await user.keyboard('{Backspace}{Escape}');
  await noDialog();

  await user.click(button('Change Month end'));
  await dialog('Change the schedule');
  await user.type(screen.getByLabelText(/^Name/), ' and more');
  await user.keyboard('{Escape}');
  await warning('Discard changes?');
  await focusOn('Keep editing');
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
  expect(screen.getByLabelText(/^Name/)).toHaveProperty('value', 'Month end and more');
  await user.click(button('Cancel'));
  await user.click(within(await warning('Discard changes?')).getByRole('button', { name: 'Discard' }));
  await noDialog();
  expect(shell.acts).toEqual([]);
});

test('accounts are found by bank and bank account, and what was chosen stays chosen', async () => {
  const { shell, user } = await drawSchedules();
  await user.click(button('Change Month end'));
  await screen.findByText(/^2 accounts are chosen\./);
  await user.type(screen.getByRole('searchbox', { name: 'Search accounts' }), 'tartan card');
  const accounts = screen.getByRole('grid', { name: 'Accounts of the schedule' });
  await waitFor(() => expect(within(accounts).getAllByRole('row')).toHaveLength(2));
  await user.click(within(accounts).getByRole('row', { name: /BAC-000000013/ }));
  await user.click(button('Save'));
  await noDialog();
  expect(shell.world.schedules[1]?.terms.account_ids).toEqual(['acc_1', 'acc_3', 'acc_13']);
});

test('a schedule is switched on and off at once', async () => {
  const { shell, user } = await drawSchedules();
  await user.click(within(listed('Month end')).getByRole('switch'));
  await within(listed('Month end')).findByText('Tue, Dec 1, 2026, 00:30');
  await user.click(within(listed('Each morning')).getByRole('switch'));
  await within(listed('Each morning')).findByText('None while it is off');
  expect(shell.acts).toEqual([
    { name: 'switch_schedule', argument: { schedule_id: 'sch_2', is_on: true } },
    { name: 'switch_schedule', argument: { schedule_id: 'sch_1', is_on: false } },
  ]);
});

test('a schedule is removed only after a question, whose safe answer has the focus', async () => {
  const { shell, user } = await drawSchedules();
  await user.click(button('Remove Each morning'));
  await warning('Remove this schedule?');
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Keep the schedule'));
  await user.keyboard('{Escape}');
  await noDialog();
  expect(shell.acts).toEqual([]);
  await user.click(button('Remove Each morning'));
  await warning('Remove this schedule?');
  await user.click(button('Remove'));
  await screen.findByText('“Each morning” is removed.');
  expect(shell.world.schedules).toHaveLength(2);
  await user.click(within(listed('Month end')).getByRole('switch'));
  await screen.findByText('All are on');
  expect(screen.queryByText('“Each morning” is removed.'), 'something else happened since').toBeNull();
});

test('where mail is not set up it is said, and what was typed waits until the user comes back', async () => {
  const { user } = await drawSchedules();
  const [add] = screen.getAllByRole('button', { name: 'Add schedule…' });
  if (add !== undefined) await user.click(add);
  await user.type(screen.getByLabelText(/^Name/), 'Evenings');
  await user.click(within(await dialog('Add a schedule')).getByRole('button', { name: 'Set up mail' }));
  await noDialog();
  await screen.findByRole('heading', { name: 'Mail settings' });
  await show(user, 'Schedules');
  await dialog('Add a schedule');
  expect(screen.getByLabelText(/^Name/)).toHaveProperty('value', 'Evenings');
});

test('an accountant sees everything, and whom to ask for a change', async () => {
  const { user } = await drawSchedules(ACCOUNTANT);
  const add = button('Add schedule…');
  expect(add.hasAttribute('disabled')).toBe(true);
  expect(reasonOf(add)).toMatch(/^Only the integration user adds, changes, switches and removes schedules\. Ask/);
  expect(within(listed('Each morning')).getByRole('switch')).toHaveProperty('disabled', true);
  expect(screen.queryByRole('button', { name: /^(Change|Remove)/ })).toBeNull();
  await user.click(button('Runs of Each morning'));
  await dialog('Last runs');
});

test('schedules that can’t be read say why, and are read on another try', async () => {
  const { shell, user } = await drawList();
  shell.failing.set('schedules', problem('disk_full'));
  await show(user, 'Schedules');
  await screen.findByText('The disk is full');
  shell.failing.clear();
  await user.click(button('Try again'));
  await screen.findByRole('table', { name: 'Schedules' });
});

test('a connection is paused and goes on, and the list says so', async () => {
  const { shell, user } = await drawList();
  await choose(user, 'Tartan Bank');
  await user.click(button(PAUSE));
  const question = within(await warning('Pause this connection?'));
  question.getByText(/left out of refreshes, imports and schedules.*until you resume it/);
  expect(shell.acts).toEqual([]);
  await user.click(question.getByRole('button', { name: 'Pause' }));
  await within(row('Tartan Bank')).findByText('Paused');
  within(row('Tartan Bank')).getByText('Nothing is refreshed or imported of it until it is resumed.');
  await user.click(button('Resume this connection'));
  await waitFor(() => expect(within(row('Tartan Bank')).queryByText('Paused')).toBeNull());
  expect(shell.acts).toEqual([
    { name: 'pause_connection', argument: { connection_id: 'con_tartan', is_paused: true } },
    { name: 'pause_connection', argument: { connection_id: 'con_tartan', is_paused: false } },
  ]);
});

test('accounts of a paused connection are listed for an import with the reason', async () => {
  const { user } = await drawList({ importAccounts: [importAccount({ unusable: 'paused' })] });
  await show(user, 'Statements');
  await user.click(await screen.findByRole('button', { name: 'Import statements' }));
  await screen.findByText('Its connection is paused');
  await screen.findByText('Resume it under Connections.');
});
