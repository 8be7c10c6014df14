import { screen, waitFor, within } from '@testing-library/react';
import { run } from 'axe-core';
import { expect, test, vi } from 'vitest';

import { FakeShell } from '../ipc/fake';
import { problem } from '../ipc/samples';
import { BROKEN, audit, auditEntry } from '../ipc/samples.audit';
import { spellings } from '../words/audit';
import { button, draw, drawList, happen, show, type Drawn } from '../test/draw';

async function drawAudit(world: ConstructorParameters<typeof FakeShell>[0] = {}): Promise<Drawn> {
  const drawn = await drawList(world);
  await show(drawn.user, 'Audit');
  await screen.findByRole('grid', { name: 'Audit' });
  return drawn;
}

function lines(): string[] {
  const [, ...rows] = within(screen.getByRole('grid', { name: 'Audit' })).getAllByRole('row');
  return rows.map((row) => row.textContent);
}

async function choose({ user }: Drawn, label: string, option: string): Promise<void> {
  await user.click(button(new RegExp(`${label}$`)));
  await user.click(await screen.findByRole('option', { name: option }));
}

test('each entry says who did what to which bank, when, and what came of it', async () => {
  await drawAudit({ audit: [auditEntry({ id: 42 })] });
  expect(lines()).toEqual([
    '42Nov 23, 2026, 06:24Integration userBegin updateFirst Platypus Bank ins_109508BegunaB3dE5fG7hJ9kLmSession: lks_019ab0f2a3b47c5d8e6f708192a3b4c6',
  ]);
});

test('an act, an outcome and a detail without words are shown as they are recorded', async () => {
  const details = [
    { name: 'of_next_week', value: 'true' },
    { name: 'lines', value: '42' },
  ];
  await drawAudit({ audit: [auditEntry({ what: 'of_tomorrow', outcome: 'unheard_of', institution: null, details })] });
  expect(lines()[0]).toContain('of_tomorrow');
  expect(lines()[0]).toContain('of_next_week: yesLines: 42');
  expect(lines()[0]).toContain('unheard_of');
});

test('the audit is narrowed by person, act and words, and all of it comes back', async () => {
  const drawn = await drawAudit();
  await choose(drawn, 'Person', 'Jo');
  await waitFor(() => expect(lines()).toHaveLength(1));
  await choose(drawn, 'Person', 'Everybody');
  await choose(drawn, 'Act', 'Remove login at Plaid');
  await waitFor(() => expect(lines()).toHaveLength(2));
  await drawn.user.click(screen.getByRole('searchbox', { name: 'Search the audit' }));
  await drawn.user.paste('asked for');
  await waitFor(() => expect(lines()).toHaveLength(1));
  await drawn.user.paste(' nowhere');
  await screen.findByText('No entry is like that');
  await drawn.user.click(within(screen.getByRole('grid')).getByRole('button', { name: 'Clear filters' }));
  await waitFor(() => expect(lines()).toHaveLength(audit().length));
});

test('where it can’t be told whether the audit is complete, it says why and tries again', async () => {
  const shell = new FakeShell();
  shell.failing.set('audit_state', problem('database_read_only'));
  const { user } = draw(shell);
  await screen.findByRole('grid', { name: 'Bank connections' });
  await show(user, 'Audit');
  await screen.findByText('The records can’t be written');
  expect(screen.queryByText('Being checked…')).toBeNull();
  shell.failing.delete('audit_state');
  await user.click(button('Try again'));
  await screen.findByText(/^Complete: /);
});

test('the audit is narrowed by days, typed with the keyboard', async () => {
  // The window of the tests tells of a selection while it is made, and the field would answer for ever.
  vi.spyOn(Selection.prototype, 'collapse').mockImplementation(() => undefined);
  const { user } = await drawAudit({
    audit: [auditEntry({ id: 2 }), auditEntry({ id: 1, at: '2026-11-20T12:00:00Z' })],
  });
  const [month] = within(screen.getByRole('group', { name: 'To' })).getAllByRole('spinbutton');
  await user.click(month!);
  await user.keyboard('11212026');
  await waitFor(() => expect(lines()).toHaveLength(1));
  expect(lines()[0]).toContain('Nov 20, 2026');
  await user.click(button('Clear “To”'));
  await waitFor(() => expect(lines()).toHaveLength(2));
});

test('a long audit is read part by part', async () => {
  const long = Array.from({ length: 70 }, (_, index) => auditEntry({ id: 70 - index }));
  const { user } = await drawAudit({ audit: long });
  expect(lines()).toHaveLength(50);
  await user.click(button('Show more'));
  await waitFor(() => expect(lines()).toHaveLength(70));
  expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
});

test('a complete audit says so, and is checked on demand', async () => {
  const { shell, user } = await drawAudit();
  screen.getByText('Complete: checked up to entry 7 at 06:24:09');
  await user.click(button('Check now'));
  expect(shell.acts.map(({ name }) => name)).toEqual(['check_audit']);
});

test('where a backup was restored, the audit says that entries may be elsewhere', async () => {
  const restore = auditEntry({ id: 8, what: 'restore', object_id: 'records', outcome: 'restored', institution: null });
  await drawAudit({ audit: [restore, ...audit()] });
  await screen.findByText(/^A backup was restored on Nov 23, 2026, 06:24\. What was recorded between/);
});

test('a file for people has the words of the screen', async () => {
  const { shell, user } = await drawAudit();
  expect(screen.queryByText(/A backup was restored/)).toBeNull();
  await user.click(button('Export all'));
  await user.click(await screen.findByRole('menuitem', { name: /^CSV/ }));
  await waitFor(() => expect(shell.acts).toHaveLength(1));
  expect(shell.acts[0]?.argument).toMatchObject({
    format: 'csv',
    spellings: {
      acts: { page_created: 'Open the bank’s window' },
      outcomes: { repaired: 'Repaired by itself', 'sign_in/refused': 'Wrong password' },
    },
  });
});

test('a broken audit is told in every view, with the entry and what to do', async () => {
  const { shell, user } = await drawList();
  await happen(() => shell.change({ auditState: BROKEN }));
  await screen.findByText('Entry 4 was changed after it was written', { selector: 'p' });
  await user.click(button('Show the audit'));
  await screen.findByRole('grid', { name: 'Audit' });
  expect((await screen.findByRole('alert')).textContent).toMatch(
    /Entry 4 was changed after it was written.*keep the file of the records as it is.*last export or backup.*tell whoever is responsible/,
  );
  await user.click(screen.getByRole('tab', { name: 'Connections' }));
  expect(screen.getByRole('tab', { name: 'Audit' }).textContent).toBe('Audit1');
});

test.each([
  [{ kind: 'missing', first: 3, last: 3 }, 'Entry 3 is missing'],
  [{ kind: 'missing', first: 3, last: 5 }, 'Entries 3 to 5 are missing'],
  [{ kind: 'inserted', id: 8 }, 'Entry 8 was not written by Bank Connections'],
  [{ kind: 'cut_off', last: 5, written: 6 }, 'The last entry is missing'],
  [{ kind: 'cut_off', last: 5, written: 9 }, 'The last 4 entries are missing'],
  [{ kind: 'end_changed' }, 'The end of the audit was changed'],
] as const)('a break of the kind %j is told in words', async (found, title) => {
  await drawAudit({ auditState: { ...BROKEN, found } });
  expect((await screen.findByRole('alert')).textContent).toContain(title);
});

test('what is found is exported, and the window says where it is', async () => {
  const drawn = await drawAudit();
  await choose(drawn, 'Person', 'Jo');
  await waitFor(() => expect(lines()).toHaveLength(1));
  await drawn.user.click(button('Export found'));
  await drawn.user.click(await screen.findByRole('menuitem', { name: /JSON/ }));
  expect((await screen.findByRole('alert')).textContent).toContain(
    'Exported 1 entry/downloads/bank-connections-audit-20261123T062408Z.json',
  );
  await drawn.user.click(button('Show in folder'));
  expect(drawn.shell.acts).toEqual([
    {
      name: 'export_audit',
      argument: {
        format: 'json',
        filter: { who: 'Jo', what: null, from: null, until: null, words: [] },
        spellings: spellings(),
      },
    },
    { name: 'show_export', argument: undefined },
  ]);
  await drawn.user.click(button('Close'));
  expect(screen.queryByText('Exported 1 entry')).toBeNull();
});

test('an export that fails says why', async () => {
  const { shell, user } = await drawAudit();
  shell.failing.set('export_audit', problem('export_failed'));
  await user.click(button('Export all'));
  await user.click(await screen.findByRole('menuitem', { name: /CSV/ }));
  expect((await screen.findByRole('alert')).textContent).toContain('The file can’t be written');
});

test('an audit that can’t be read says why and is read again', async () => {
  const { shell, user } = await drawList();
  shell.failing.set('audit', problem('database_unreadable'));
  await show(user, 'Audit');
  expect((await screen.findByRole('alert')).textContent).toContain('The records can’t be opened');
  shell.failing.clear();
  await user.click(button('Try again'));
  await screen.findByRole('grid', { name: 'Audit' });
});

test('an audit that is being read says so, and an empty one how it fills', async () => {
  const shell = new FakeShell();
  shell.silent.add('audit');
  const { user } = draw(shell);
  await screen.findByRole('grid', { name: 'Bank connections' });
  await show(user, 'Audit');
  await screen.findByText('Reading the audit…');
});

test('an empty audit says how it fills', async () => {
  await drawAudit({ audit: [] });
  screen.getByText('Nothing in the audit yet');
});

test('the audit is accessible, whole and broken', async () => {
  const { shell } = await drawAudit();
  const faults = async () => {
    const options = { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } };
    // What is hidden needs no name; without a layout axe can't tell.
    const { violations } = await run({ include: [document.body], exclude: ['input[hidden]'] }, options);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  };
  expect(await faults()).toEqual([]);
  await happen(() => shell.change({ auditState: BROKEN }));
  await screen.findByRole('alert');
  expect(await faults()).toEqual([]);
});
