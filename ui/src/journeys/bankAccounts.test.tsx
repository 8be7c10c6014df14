import { screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';

import { READY, connection, accounts, problem } from '../ipc/samples';
import { ACCOUNTANT } from '../ipc/samples.access';
import { balance, refreshAccount } from '../ipc/samples.balances';
import { bankAccount, bankAccounts, importPreview, suggestion } from '../ipc/samples.books';
import { usd } from '../ipc/samples.statements';
import { button, choose, dialog, drawList, focusOn, noDialog, reasonOf, show, warning, type Drawn } from '../test/draw';

const REVIEW = 'Which of these belong together?';

async function drawBooks(world: Parameters<typeof drawList>[0] = {}): Promise<Drawn> {
  const drawn = await drawList(world);
  await show(drawn.user, 'Bank accounts');
  await screen.findByRole('heading', { name: /^Bank accounts/ });
  return drawn;
}

function line(called: string): HTMLElement {
  return within(screen.getByRole('table', { name: 'Bank accounts' })).getByRole('row', { name: new RegExp(called) });
}

function field(label: string): HTMLInputElement {
  return screen.getByLabelText(label);
}

/** Types the parts of a day: month, day, year. */
async function enterDay(user: UserEvent, digits: string, place = 0): Promise<void> {
  const parts = screen.getAllByRole('spinbutton', { name: /^month, Start date/ });
  const month = parts[place];
  if (month === undefined) throw new Error('there is such a field');
  await user.click(month);
  await user.keyboard(digits);
}

function csv(text = 'code,name,currency\n', name = 'books.csv'): File {
  return new File([text], name, { type: 'text/csv' });
}

async function chooseFile(user: UserEvent, file: File): Promise<void> {
  const input = document.querySelector<HTMLInputElement>('input[type=file]');
  if (input === null) throw new Error('there is a field for files');
  await user.upload(input, file);
}

test('the list says what feeds each bank account, and is searched', async () => {
  const { user } = await drawBooks();
  const fed = line('Operating account');
  within(fed).getByText('Plaid Checking ••••0000');
  within(fed).getByText('BAC-000000010');
  within(fed).getByText('ins_109511');
  within(fed).getByText('$2,450.00');
  within(fed).getByText('Sep 24, 2026');
  within(fed).getByText('Linked');
  within(line('Savings account')).getByText('2 statements');
  within(line('Euro account')).getByText('Not linked');
  screen.getByText('2 of 6 are linked');

  await user.type(screen.getByRole('searchbox', { name: 'Search bank accounts' }), 'closed');
  expect(within(screen.getByRole('table', { name: 'Bank accounts' })).getAllByRole('row')).toHaveLength(2);
  await user.keyboard(' nowhere');
  await screen.findByText('Nothing found for “closed nowhere”');
  await user.clear(screen.getByRole('searchbox', { name: 'Search bank accounts' }));
  line('Operating account');
});

test('without bank accounts the view says what to do first', async () => {
  const { user } = await drawBooks({ bankAccounts: { accounts: [], suggestions: [], refused: 0 } });
  await screen.findByText('No bank accounts yet');
  screen.getByText(/^First bring in the bank accounts of your books/);
  expect(screen.getByRole('group', { name: 'Template' }).textContent).toMatch(/^code,name,currency,active\n/);
  await user.click(button('Copy the template'));
  await waitFor(async () => expect(await navigator.clipboard.readText()).toMatch(/^code,name/));
});

test('a bank account is added, and a code that is taken is said', async () => {
  const { shell, user } = await drawBooks();
  await user.click(button('Add bank account…'));
  await dialog('Add a bank account');
  expect(field('Currency').value).toBe('USD');
  await user.clear(field('Currency'));
  await user.type(field('Currency'), 'dollars');
  await user.click(button('Add the bank account'));
  screen.getByText('Enter a code.');
  screen.getByText('Enter a name.');
  screen.getByText('Enter three letters, such as USD.');
  expect(document.activeElement).toBe(field('Code'));
  expect(shell.acts).toEqual([]);

  shell.failing.set('add_bank_account', problem('bank_account_code_taken'));
  await user.type(field('Code'), ' 1010');
  screen.getByText('1010 Operating account has this code. Enter another one.');
  await user.clear(field('Code'));
  await user.type(field('Code'), '1060');
  await user.type(field('Name'), 'Payroll');
  await user.clear(field('Currency'));
  await user.type(field('Currency'), 'usd');
  await user.click(button('Add the bank account'));
  await screen.findByText('This code is taken');
  shell.failing.clear();
  await user.click(button('Add the bank account'));
  await noDialog();
  await screen.findByText('1060 Payroll is added.');
  within(line('Payroll')).getByText('Not linked');
});

test.each([
  ['Add bank account…', 'Add a bank account', () => field('Code')],
  ['Edit 1050 Euro account', 'Edit the bank account', () => field('Name')],
  ['Link 1030 Certificate of deposit 2222', 'Link the bank account', () => field('Opening balance (USD)')],
  ['Change link of 1010 Operating account', 'Change the link', () => field('Opening balance (USD)')],
])('“%s” is not left without a question where something was entered', async (opening, title, entry) => {
  const { shell, user } = await drawBooks();
  await user.click(button(opening));
  await dialog(title);
  await user.type(entry(), '7');
  await user.click(button('Cancel'));
  await warning('Discard changes?');
  await user.click(button('Keep editing'));
  expect(entry().value).toMatch(/7$/);
  await waitFor(() => expect(screen.getByRole('dialog').contains(document.activeElement)).toBe(true));
  await user.keyboard('{Escape}');
  await warning('Discard changes?');
  await user.click(button('Discard'));
  await noDialog();
  expect(shell.acts).toEqual([]);
});

test('a bank account is renamed and becomes inactive, and never changes its currency', async () => {
  const { shell, user } = await drawBooks();
  await user.click(button('Edit 1050 Euro account'));
  await dialog('Edit the bank account');
  expect(field('Currency').disabled).toBe(true);
  await user.clear(field('Name'));
  await user.type(field('Name'), 'Vienna');
  await user.click(screen.getByRole('checkbox', { name: 'Active' }));
  await user.click(button('Save'));
  await noDialog();
  within(line('Vienna')).getByText('Inactive');
  expect(shell.acts).toEqual([
    {
      name: 'change_bank_account',
      argument: { bank_account_id: 'bka_1050', code: '1050', name: 'Vienna', active: false },
    },
  ]);
});

test('a bank account is linked with what is chosen, from a balance and a day', async () => {
  const { shell, user } = await drawBooks();
  await user.click(button('Link 1030 Certificate of deposit 2222'));
  await dialog('Link the bank account');
  await user.click(button('Link'));
  screen.getByText('Choose one.');
  screen.getByText('Enter the start date.');
  await user.click(screen.getByRole('button', { name: /Account at the bank/ }));
  await user.click(await screen.findByRole('option', { name: /^Plaid Credit Card ••••3333, First Platypus Bank/ }));
  await user.type(field('Opening balance (USD)'), '-410.00');
  await enterDay(user, '09242026');
  await user.click(button('Link'));
  await noDialog();
  const { account } = shell.world.bankAccounts.accounts[2]?.feed ?? {};
  expect(shell.acts).toEqual([
    {
      name: 'link_bank_account',
      argument: {
        account_id: account?.id,
        bank_account_id: 'bka_1030',
        opening: { balance: '-410.00', starts_on: '2026-09-24' },
      },
    },
  ]);
  within(line('Certificate of deposit')).getByText('Plaid Credit Card ••••3333');
});

test('only accounts in the same currency can be chosen', async () => {
  const { user } = await drawBooks();
  await user.click(button('Link 1050 Euro account'));
  await screen.findByText('No account in EUR is free');
  expect(button('Link').hasAttribute('disabled')).toBe(true);
});

test('where there are statements nothing is asked of the opening', async () => {
  const begins = { opening: { amount: '210.00', currency: 'USD' }, starts_on: '2026-11-01' };
  const chained = bankAccount('1020', 'Savings account', { statements: 2, continues: begins });
  const { shell, user } = await drawBooks({ bankAccounts: { accounts: [chained], suggestions: [], refused: 0 } });
  await user.click(button('Link 1020 Savings account'));
  await dialog('Link the bank account');
  screen.getByText(/begins on Nov 1, 2026 with \$210.00/);
  expect(screen.queryByLabelText(/Opening balance/)).toBeNull();
  await user.click(screen.getByRole('button', { name: /Account at the bank/ }));
  await user.click(await screen.findByRole('option', { name: /^Plaid Saving ••••1111, First Platypus Bank/ }));
  await user.click(button('Link'));
  await noDialog();
  expect(shell.acts.map(({ argument }) => argument)).toMatchObject([{ opening: null }]);
});

test('the opening is changed as long as there are no statements, and a link ends after a warning', async () => {
  const { shell, user } = await drawBooks();
  await user.click(button('Change link of 1020 Savings account'));
  await dialog('Change the link');
  screen.getByText('Its statements go on');
  expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
  expect(screen.queryByLabelText('Start date')).toBeNull();
  await user.click(button('Close'));
  await noDialog();

  await user.click(button('Change link of 1010 Operating account'));
  await dialog('Change the link');
  expect(field('Opening balance (USD)').value).toBe('2450.00');
  await user.clear(field('Opening balance (USD)'));
  await user.type(field('Opening balance (USD)'), '0.005');
  await user.click(button('Save'));
  screen.getByText('USD has 2 decimal places.');
  await user.clear(field('Opening balance (USD)'));
  await user.type(field('Opening balance (USD)'), '12');
  await user.click(button('Save'));
  await noDialog();
  expect(shell.acts).toEqual([
    {
      name: 'change_opening',
      argument: { bank_account_id: 'bka_1010', opening: { balance: '12', starts_on: '2026-09-24' } },
    },
  ]);

  await user.click(button('Change link of 1010 Operating account'));
  await user.click(await screen.findByRole('button', { name: 'Unlink…' }));
  await warning('Unlink this bank account?');
  await focusOn('Keep the link');
  await user.click(button('Unlink'));
  await noDialog();
  await screen.findByText('1010 Operating account is not linked any more.');
});

test('where there are statements, the next one makes up for an opening balance that was not right', async () => {
  const { shell, user } = await drawBooks();
  const enter = async (balance: string) => {
    await user.clear(field('Right opening balance (USD)'));
    await user.type(field('Right opening balance (USD)'), balance);
  };
  await user.click(button('Change link of 1020 Savings account'));
  await dialog('Change the link');
  expect(screen.getByText(/^Used so far/).textContent).toBe('Used so far: $207.50');
  await user.click(button('Correct opening balance'));
  screen.getByText('Enter the balance. Where there was nothing, enter 0.');
  await enter('207.5');
  screen.getByText('That is what was used. There is nothing to correct.');
  await user.click(button('Correct opening balance'));
  screen.getByText('This is the opening balance already.');
  await enter('(2.50)');
  screen.getByText(/^The difference of -\$210.00 becomes a line “Opening balance corrected” of the next statement\./);
  await enter('200');
  screen.getByText(/^The difference of -\$7.50 .* Statements that were imported stay as they are\.$/);
  await user.click(button('Correct opening balance'));
  await noDialog();
  await screen.findByText('The next statement of 1020 Savings account corrects its opening balance.');
  screen.getByText('-$7.50 to come');
  expect(shell.acts).toEqual([{ name: 'correct_opening', argument: { bank_account_id: 'bka_1020', balance: '200' } }]);

  await user.click(button('Change link of 1020 Savings account'));
  await dialog('Change the link');
  expect(field('Right opening balance (USD)').value).toBe('200');
  await enter('207.50');
  screen.getByText('That is what was used. The correction that waits for the next statement is taken back.');
  await user.click(button('Correct opening balance'));
  await noDialog();
  await screen.findByText('The opening balance of 1020 Savings account is what it was. Nothing is corrected.');
  expect(screen.queryByText(/to come$/)).toBeNull();
});

test('each suggestion needs a yes of its own, and nothing else is linked', async () => {
  const last = balance({ at: '2026-11-27T16:40:00Z', current: usd('1000.00') });
  const known = [refreshAccount({ id: suggestion().account.id, bank_account: null, last })];
  const { shell, user } = await drawBooks({ refreshAccounts: known });
  screen.getByText('2 bank accounts look like accounts at your banks');
  await user.click(button('Review…'));
  await dialog(REVIEW);
  const boxes = screen.getAllByRole<HTMLInputElement>('checkbox');
  expect(boxes.map(({ checked }) => checked)).toEqual([false, false]);
  expect(button('Link').hasAttribute('disabled')).toBe(true);
  screen.getByText(/Both have the digits 2222/);
  screen.getByText(/The names are alike/);
  const [deposit] = screen.getAllByRole('listitem');
  if (deposit === undefined) throw new Error('there is a suggestion');
  expect(deposit.textContent).toMatch(/At the bank: \$1,000\.00, read Nov 27, 2026/);
  within(deposit).getByText('Needs update. Nothing is imported before that.');

  await user.click(screen.getByRole('checkbox', { name: /^1030 .* could be fed by Plaid CD ••••2222$/ }));
  await user.click(button('Link 1 account'));
  screen.getByText('Enter the start date.');
  expect(shell.acts).toEqual([]);
  await user.type(field('Opening balance (USD)'), '1,000');
  await enterDay(user, '10012026');
  await user.click(button('Link 1 account'));
  await noDialog();
  await screen.findByText('1 bank account is linked.');
  expect(shell.acts.map(({ argument }) => argument)).toMatchObject([{ bank_account_id: 'bka_1030' }]);
  screen.getByText('1 bank account looks like an account at your banks');
});

test('a suggestion is refused for good, and comes again when it is wanted', async () => {
  const { shell, user } = await drawBooks();
  await user.click(button('Review…'));
  await dialog(REVIEW);
  await user.click(screen.getByRole('checkbox', { name: /^1030/ }));
  await user.click(button(/^Don’t suggest this: Plaid CD ••••2222 for 1030/));
  await waitFor(() => expect(screen.queryByRole('checkbox', { name: /^1030/ })).toBeNull());
  screen.getByText(/^1 link is not suggested, because you did not want it/);
  expect(button('Link').hasAttribute('disabled')).toBe(true);
  await user.click(button(/^Don’t suggest this: .* for 1040/));
  await screen.findByText('Nothing is left to be suggested');
  await user.click(button('Cancel'));
  await noDialog();
  expect(screen.queryByText(/like accounts at your banks/)).toBeNull();
  await user.click(button('Suggest again'));
  await screen.findByText('2 bank accounts look like accounts at your banks');
  expect(screen.queryByText(/not suggested, because/)).toBeNull();
  expect(shell.acts.map(({ name }) => name)).toEqual(['refuse_suggestion', 'refuse_suggestion', 'suggest_again']);
  expect(shell.acts[0]?.argument).toMatchObject({ bank_account_id: 'bka_1030' });
});

test('a day that was entered stands there for the next one, and a link that fails says which', async () => {
  const { shell, user } = await drawBooks();
  await user.click(button('Review…'));
  await dialog(REVIEW);
  await user.click(screen.getByRole('checkbox', { name: /^1030/ }));
  await enterDay(user, '10012026');
  await user.click(screen.getByRole('checkbox', { name: /^1040/ }));
  for (const balance of screen.getAllByLabelText('Opening balance (USD)')) await user.type(balance, '0');
  shell.failing.set('link_bank_account', problem('already_linked'));
  await user.click(button('Link 2 accounts'));
  await screen.findByText('One of the two is linked already');
  screen.getByText('1030 Certificate of deposit 2222');
  shell.failing.clear();
  await user.click(button('Link 2 accounts'));
  await noDialog();
  expect(shell.acts.slice(-2).map(({ argument }) => argument)).toMatchObject([
    { opening: { starts_on: '2026-10-01' } },
    { opening: { starts_on: '2026-10-01' } },
  ]);
});

test('a file is looked at before anything of it is imported', async () => {
  const { shell, user } = await drawBooks();
  await user.click(button('Import CSV…'));
  await dialog('Import bank accounts');
  await chooseFile(user, csv('code,name\n'));
  await screen.findByText('1 line can’t be taken and will be left out');
  screen.getByText(/2 new, 1 changed, 1 as on record, 1 that can’t be taken/);
  const rows = within(screen.getByRole('table', { name: 'What the file would do' })).getAllByRole('row');
  expect(rows[1]?.textContent).toMatch(/^5205Payroll accountDollarsThere is no such currency/);
  expect(shell.acts).toEqual([]);

  await user.click(button('Add 2, change 1, leave out 1'));
  const left = within(await dialog('Bank accounts imported'));
  left.getByText(/^2 bank accounts added, 1 changed\. 1 line was left out\./);
  expect(left.getAllByRole('row')[1]?.textContent).toMatch(/^5205Payroll accountDollarsThere is no such currency/);
  await user.click(button('Close'));
  await noDialog();
  await screen.findByText('2 bank accounts added, 1 changed. 1 line was left out.');
  expect(shell.acts).toEqual([
    { name: 'import_bank_accounts', argument: { file: btoa('code,name\n'), mark: 'mark-1' } },
  ]);
});

test('a file that can’t be read says why, and another one can be chosen', async () => {
  const { shell, user } = await drawBooks();
  await user.click(button('Import CSV…'));
  await dialog('Import bank accounts');
  const hint = 'The first line has to name the columns code, name and currency, in any order. Not found: currency.';
  shell.failing.set('preview_bank_accounts', problem('file_unusable', { hint }));
  await chooseFile(user, csv());
  await screen.findByText(hint);
  screen.getByText('books.csv');
  shell.failing.clear();
  await chooseFile(user, csv());
  await screen.findByRole('table', { name: 'What the file would do' });
  expect(screen.queryByText(hint)).toBeNull();

  shell.failing.set('preview_bank_accounts', problem('file_unusable', { hint }));
  await chooseFile(user, csv('a,b\n', 'other.csv'));
  await screen.findByText(/What books\.csv would do stays below/);
  screen.getByRole('table', { name: 'What the file would do' });

  await chooseFile(user, csv('a,b\n'));
  await waitFor(() => expect(screen.queryByRole('table', { name: 'What the file would do' })).toBeNull());
});

test('a preview that is out of date is looked at again', async () => {
  const { shell, user } = await drawBooks();
  await user.click(button('Import CSV…'));
  await chooseFile(user, csv());
  shell.failing.set('import_bank_accounts', problem('preview_outdated'));
  await user.click(await screen.findByRole('button', { name: 'Add 2, change 1, leave out 1' }));
  await screen.findByText('The preview is out of date');
  shell.failing.clear();
  shell.world.importPreview = { ...importPreview(), rows: importPreview().rows.slice(0, 1), mark: 'mark-2' };
  await user.click(button('Read the list again'));
  await user.click(await screen.findByRole('button', { name: 'Add 1' }));
  await noDialog();
  expect(shell.acts.at(-1)?.argument).toMatchObject({ mark: 'mark-2' });
});

test('a file that says what is on record is not imported', async () => {
  const unchanged = {
    ...importPreview(),
    rows: importPreview().rows.filter(({ change }) => change.kind === 'unchanged'),
  };
  const { user } = await drawBooks({ importPreview: unchanged });
  await user.click(button('Import CSV…'));
  await chooseFile(user, csv());
  await screen.findByText('Everything in the file is on record already');
  expect(button('Import').hasAttribute('disabled')).toBe(true);
});

test('an account is linked from its connection', async () => {
  const { shell, user } = await drawList();
  await choose(user, 'Tartan Bank');
  const table = screen.getByRole('table', { name: 'Accounts of the chosen connections' });
  within(within(table).getByRole('row', { name: /BAC-000000010/ })).getByText('Operating account');
  await user.click(button('Link BAC-000000012 Plaid CD'));
  await dialog('Link the account');
  await user.click(screen.getByRole('button', { name: /Bank account in the books/ }));
  expect((await screen.findAllByRole('option')).map(({ textContent }) => textContent)).toEqual([
    '1030 Certificate of deposit 2222',
    '1040 Money market account',
  ]);
  await user.click(screen.getByRole('option', { name: '1030 Certificate of deposit 2222' }));
  await user.type(field('Opening balance (USD)'), '0');
  await enterDay(user, '10012026');
  await user.click(button('Link'));
  await noDialog();
  await within(table).findByText('Certificate of deposit 2222');
  expect(shell.acts.map(({ name }) => name)).toEqual(['link_bank_account']);
});

test('an account that is not in use can’t be linked', async () => {
  const { user } = await drawList({ connections: [connection({ accounts: accounts(1, 2, ['1111']) })] });
  await choose(user, 'First Platypus Bank');
  screen.getByRole('button', { name: 'Link BAC-000000001 Plaid Checking' });
  expect(screen.queryByRole('button', { name: 'Link BAC-000000002 Plaid Saving' })).toBeNull();
});

test('an accountant sees everything and is told whom to ask', async () => {
  const { user } = await drawBooks({ application: { ...READY, user: ACCOUNTANT } });
  within(line('Operating account')).getByText('Plaid Checking ••••0000');
  for (const act of ['Import CSV…', 'Add bank account…']) {
    expect(button(act).hasAttribute('disabled')).toBe(true);
    expect(reasonOf(button(act))).toMatch(/^Only the integration user adds, changes and links bank accounts\. Ask/);
  }
  expect(screen.queryByRole('button', { name: /^Link|^Edit|^Change the link|Review/ })).toBeNull();
  await show(user, 'Connections');
  expect(screen.queryByRole('button', { name: /^Link BAC/ })).toBeNull();
});

test('bank accounts that can’t be read are asked for again', async () => {
  const { shell, user } = await drawList();
  shell.failing.set('bank_accounts', problem('database_unreadable'));
  shell.change({ bankAccounts: bankAccounts() });
  await show(user, 'Bank accounts');
  await screen.findByText('The records can’t be opened');
  shell.failing.clear();
  await user.click(button('Try again'));
  await screen.findByRole('table', { name: 'Bank accounts' });
});
