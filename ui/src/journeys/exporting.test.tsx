import { screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';

import { FakeShell } from '../ipc/fake';
import { problem } from '../ipc/samples';
import { button, dialog, draw, drawList, happen, noDialog, show, type Drawn } from '../test/draw';

async function openExport(drawn: Drawn): Promise<HTMLElement> {
  await show(drawn.user, 'Statements');
  await drawn.user.click(await screen.findByRole('button', { name: 'Export…' }));
  return dialog('Export statements');
}

/** The statements that can be chosen. */
function offered(): string[] {
  const [, ...rows] = within(screen.getByRole('grid', { name: 'Statements to export' })).getAllByRole('row');
  return rows.map((row) => row.textContent);
}

test('what is listed is chosen, a format is not, and the result says where the file lies', async () => {
  const drawn = await drawList();
  const ask = vi.spyOn(drawn.shell, 'ask');
  await openExport(drawn);
  await screen.findByText(/^3 statements, .* Choose a format\.$/);
  expect(button('Export')).toHaveProperty('disabled', true);
  await drawn.user.click(screen.getByRole('radio', { name: 'OFX 2.2' }));
  await drawn.user.click(button('Export'));
  await dialog('Statements exported');
  const [, argument] = ask.mock.calls.find(([name]) => name === 'export_statements') ?? [];
  expect(argument).toEqual({ format: 'ofx', statement_ids: ['stm_1', 'stm_2', 'stm_3'] });
  screen.getByText('/downloads/statements-20261130T100000Z.ofx');
  await drawn.user.click(button('Show in folder'));
  expect(ask).toHaveBeenCalledWith('show_export');
  await drawn.user.click(button('Close'));
  await noDialog();
});

test('what the list is narrowed to is what can be exported, until the search is cleared', async () => {
  const drawn = await drawList();
  await show(drawn.user, 'Statements');
  await drawn.user.type(await screen.findByRole('searchbox', { name: 'Search statements' }), 'credit');
  await drawn.user.click(button('Export…'));
  const window = within(await dialog('Export statements'));
  expect(offered()).toHaveLength(1);
  await drawn.user.clear(window.getByRole('searchbox', { name: 'Search statements' }));
  await waitFor(() => expect(offered()).toHaveLength(3));
  await screen.findByText(/^1 statement, /);
});

test('what is not shown is not exported', async () => {
  const drawn = await drawList();
  const window = within(await openExport(drawn));
  await drawn.user.type(window.getByRole('searchbox', { name: 'Search statements' }), 'credit');
  await waitFor(() => expect(offered()).toHaveLength(1));
  await screen.findByText(/^1 statement, /);
  await drawn.user.type(window.getByRole('searchbox', { name: 'Search statements' }), ' nowhere');
  await screen.findByText('No statement is like that');
  await screen.findByText('Choose at least one statement.');
});

test('a folder that takes no file is told, and nothing is chosen anew', async () => {
  const shell = new FakeShell();
  shell.failing.set('export_statements', problem('export_failed'));
  const drawn = draw(shell);
  await screen.findByRole('grid', { name: 'Bank connections' });
  await openExport(drawn);
  await drawn.user.click(screen.getByRole('radio', { name: 'CSV' }));
  await drawn.user.click(button('Export'));
  await screen.findByText('The file can’t be written');
  await happen(() => shell.failing.delete('export_statements'));
  await drawn.user.click(button('Export'));
  await dialog('Statements exported');
});
