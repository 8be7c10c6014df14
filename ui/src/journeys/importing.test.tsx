import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { ImportStateView } from '../ipc/bindings';
import { goOnWithImport } from '../ipc/fake.statements';
import type { FakeShell } from '../ipc/fake';
import { READY, problem } from '../ipc/samples';
import { EVERY_END, importRun, usd } from '../ipc/samples.statements';
import { button, dialog, drawList, happen, noDialog, show, type Drawn } from '../test/draw';

// Only what the day is: timers go on as ever.
beforeEach(() => vi.useFakeTimers({ now: new Date('2026-11-30T12:00:00Z'), toFake: ['Date'] }));
afterEach(() => vi.useRealTimers());

const NOTHING: ImportStateView = { kind: 'nothing', closing: null, difference: null };
const MADE: ImportStateView = {
  kind: 'statements',
  names: ['2026-11-30 - Plaid'],
  lines: 1_204,
  closing: usd('1222.00'),
  difference: null,
};

async function openImport(world: ConstructorParameters<typeof FakeShell>[0] = {}): Promise<Drawn> {
  const drawn = await drawList(world);
  await show(drawn.user, 'Statements');
  await screen.findByRole('heading', { name: /^Statements/ });
  await drawn.user.click(button('Import statements'));
  await screen.findByRole('grid', { name: 'Accounts to import' });
  return drawn;
}

function account(name: string | RegExp): HTMLElement {
  return within(screen.getByRole('grid', { name: 'Accounts to import' })).getByRole('row', { name });
}

/** Begins the import of all that can be. */
async function begin({ user }: Drawn): Promise<void> {
  await user.click(screen.getByRole('checkbox', { name: 'Select All' }));
  await user.click(button('Import'));
  await dialog('Importing statements');
}

function results(): string[] {
  return within(screen.getByRole('table', { name: 'Accounts of the import' }))
    .getAllByRole('row')
    .slice(1)
    .map((row) => row.textContent);
}

test('accounts that can’t be imported say why and what to do, and are not chosen', async () => {
  const drawn = await openImport();
  expect(account(/BAC-000000001/).textContent).toContain('Nov 1, 2026$18,250.40');
  for (const [number, why, what] of [
    ['BAC-000000003', 'Not linked to a bank account', 'Link it'],
    ['BAC-000000006', 'Inactive', 'Update the connection'],
    ['BAC-000000014', 'Being updated', 'Finish the update'],
    ['BAC-000000015', 'Bank account not in use', 'Put the bank account in use'],
    ['BAC-000000020', 'Obsolete', 'Reconnect it'],
  ] as const) {
    const row = account(new RegExp(number));
    expect(row.textContent).toContain(why);
    expect(row.textContent).toContain(what);
    await drawn.user.click(row);
  }
  screen.getByText('Choose at least one account.');
  expect(button('Import')).toHaveProperty('disabled', true);
  await begin(drawn);
  expect(drawn.shell.acts).toEqual([
    { name: 'start_import', argument: { account_ids: ['acc_1', 'acc_2', 'acc_13'], until: '2026-11-30' } },
  ]);
});

test('the search narrows the accounts, and what was chosen before stays chosen', async () => {
  const { shell, user } = await openImport();
  await user.click(account(/BAC-000000013/));
  await user.type(screen.getByRole('searchbox', { name: 'Search accounts' }), 'reserve');
  await waitFor(() =>
    expect(within(screen.getByRole('grid', { name: 'Accounts to import' })).getAllByRole('row')).toHaveLength(2),
  );
  await user.click(account(/BAC-000000002/));
  await user.click(button('Import'));
  await dialog('Importing statements');
  expect(shell.acts[0]?.argument).toMatchObject({ account_ids: ['acc_2', 'acc_13'] });
});

test('the statement date is today, the end of one of the last months, or another day that is not in the future', async () => {
  // The window of the tests tells of a selection while it is made, and the field would answer for ever.
  vi.spyOn(Selection.prototype, 'collapse').mockImplementation(() => undefined);
  const { shell, user } = await openImport();
  await user.click(account(/BAC-000000001/));
  await user.click(button('Sep 30, 2026'));
  screen.getByText('1 account, everything up to Sep 30, 2026.');
  await user.click(button('Oct 31, 2026'));
  await user.click(screen.getByRole('spinbutton', { name: /^month/ }));
  await user.keyboard('12');
  await screen.findByText('Choose today or an earlier day: the bank has nothing later.');
  expect(button('Import')).toHaveProperty('disabled', true);
  await user.click(button('Clear “Statement date”'));
  await screen.findByText('Enter the day up to which transactions are imported.');
  await user.click(button('Today'));
  await user.click(button('Import'));
  await dialog('Importing statements');
  expect(shell.acts[0]?.argument).toMatchObject({ until: '2026-11-30' });
});

test('an import is followed account by account, and a difference to the bank is never hidden', async () => {
  const drawn = await openImport();
  await begin(drawn);
  expect(results().map((text) => /Being read|Waiting/.exec(text)?.[0])).toEqual(['Being read', 'Waiting', 'Waiting']);
  await happen(() => goOnWithImport(drawn.shell, MADE));
  await screen.findByText(/^1 of 3 accounts done/);
  await happen(() => goOnWithImport(drawn.shell, { ...MADE, difference: usd('12.00') }));
  await happen(() => goOnWithImport(drawn.shell, NOTHING));
  await dialog('Import finished');
  screen.getByText('2 statements were made. 1 account asks for your attention.');
  expect(results()[0]).toContain('1,204$1,222.00');
  expect(results()[1]).toContain('The bank says $1,234.00, the statement $1,222.00: a difference of +$12.00.');
  expect(results()[2]).toContain('Nothing new');
  await drawn.user.click(button('Close'));
  await noDialog();
  await drawn.user.click(button('Last import'));
  await dialog('Import finished');
});

test('where nothing is new it is said whether the bank agrees with the last statement', async () => {
  const drawn = await openImport();
  await begin(drawn);
  await happen(() => goOnWithImport(drawn.shell, NOTHING));
  await happen(() => goOnWithImport(drawn.shell, { ...NOTHING, closing: usd('900.00') }));
  await happen(() => goOnWithImport(drawn.shell, { ...NOTHING, closing: usd('900.00'), difference: usd('-5.00') }));
  await dialog('Import finished');
  screen.getByText('No statement was made. 1 account asks for your attention.');
  expect(results()[0]).toMatch(/There is no new transaction up to that day\.$/);
  expect(results()[1]).toContain('There is no new transaction up to that day. The bank’s balance agrees.$900.00');
  expect(results()[2]).toContain(
    'The bank says $895.00, the last statement $900.00: a difference of -$5.00.Likely causes of a difference',
  );
});

test('an import that is cancelled keeps what it has imported', async () => {
  const drawn = await openImport();
  await begin(drawn);
  await happen(() => goOnWithImport(drawn.shell, MADE));
  await drawn.user.click(button('Stop the import'));
  await dialog('Import cancelled');
  screen.getByText('1 statement was made. What was imported before you cancelled stays.');
  expect(results()[1]).toContain('Cancelled');
  expect(drawn.shell.acts.map(({ name }) => name)).toEqual(['start_import', 'cancel_import']);
});

test('an import that ends before its window has turned to it is no news', async () => {
  const drawn = await openImport();
  const ask = drawn.shell.ask.bind(drawn.shell);
  vi.spyOn(drawn.shell, 'ask').mockImplementation(async (name, ...argument) => {
    const answer = await ask(name, ...argument);
    if (name === 'start_import') {
      await screen.findByText('Importing: 0 of 3');
      for (let index = 0; index < 3; index += 1) await happen(() => goOnWithImport(drawn.shell, MADE));
      await waitFor(() => expect(screen.queryByText(/^Importing:/)).toBeNull());
    }
    return answer;
  });
  await drawn.user.click(screen.getByRole('checkbox', { name: 'Select All' }));
  await drawn.user.click(button('Import'));
  await dialog('Import finished');
  expect(screen.getAllByText('Import finished')).toHaveLength(1);
});

test('an import goes on behind a closed window, and says when it ends', async () => {
  const drawn = await openImport();
  await begin(drawn);
  await drawn.user.keyboard('{Escape}');
  await noDialog();
  await screen.findByText('Importing: 0 of 3');
  await happen(() => goOnWithImport(drawn.shell, MADE));
  await screen.findByText('Importing: 1 of 3');
  await drawn.user.click(button('Show'));
  await dialog('Importing statements');
  await drawn.user.keyboard('{Escape}');
  await noDialog();
  await show(drawn.user, 'Connections');
  await happen(() => goOnWithImport(drawn.shell, MADE));
  await happen(() => goOnWithImport(drawn.shell, MADE));
  const notices = await screen.findByRole('region', { name: /Notices|notification/ });
  await within(notices).findByText('Import finished');
  await show(drawn.user, 'Statements');
  await drawn.user.click(await screen.findByRole('button', { name: 'Show result' }));
  await dialog('Import finished');
  await drawn.user.click(button('Close'));
  await noDialog();
  expect(screen.queryByRole('button', { name: 'Show result' })).toBeNull();
});

test('every end of an import is said with its reason and its next step', async () => {
  const { user } = await drawList({ importRun: importRun(EVERY_END, { ended_at: '2026-11-30T10:02:00Z' }) });
  await show(user, 'Statements');
  await user.click(await screen.findByRole('button', { name: 'Last import' }));
  await dialog('Import finished');
  const told = results();
  for (const [index, words] of [
    [2, 'Not read'],
    [3, 'Link it to one of your bank accounts'],
    [4, '2 amounts can’t be held'],
    [5, 'There are statements up to Nov 30, 2026.'],
    [6, 'Its statements begin on Dec 1, 2026.'],
    [7, 'Nothing new'],
    [8, 'The records can’t be written.'],
  ] as const) {
    expect(told[index]).toContain(words);
  }
  screen.getByText('1 bank could not be read');
  // Nobody updated it since: that it counts as active is no proof that it works again.
  screen.getByText(/Its login was refused when it was asked\. Choose its accounts again to import them\./);
});

test('an import that can’t begin says why, and what was chosen stays', async () => {
  const { shell, user } = await openImport();
  const hint = 'Wait until the import that is under way has ended, or cancel it.';
  shell.failing.set('start_import', problem('invalid_import', { hint }));
  await user.click(account(/BAC-000000001/));
  await user.click(button('Import'));
  await screen.findByText(hint);
  expect(account(/BAC-000000001/).getAttribute('aria-selected')).toBe('true');
});

test('an accountant imports, too', async () => {
  const drawn = await openImport({ application: { ...READY, user: { ...READY.user, role: 'accountant' } } });
  await begin(drawn);
});
