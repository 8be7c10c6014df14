import { run } from 'axe-core';
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';

import { FakeShell } from '../ipc/fake';
import { everyStatus, mapping, problem, result, session } from '../ipc/samples';
import { UPDATE, button, dialog, draw, drawList, happen, row, warning } from '../test/draw';

/** What axe finds wrong, apart from what needs a layout. Contrast is a matter of tokens.css. */
async function faults(): Promise<string[]> {
  const { violations } = await run(document.body, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

test('a blocked start is accessible', async () => {
  draw(new FakeShell({ application: { state: 'blocked', problem: problem('keyring_missing') } }));
  await screen.findByRole('heading');
  expect(await faults()).toEqual([]);
});

test('the list in every status is accessible', async () => {
  await drawList({ connections: everyStatus() });
  expect(await faults()).toEqual([]);
});

test('the empty list is accessible', async () => {
  await drawList({ connections: [] });
  expect(await faults()).toEqual([]);
});

test('the confirmation before several updates is accessible', async () => {
  const { user } = await drawList();
  await user.click(row('Tartan Bank'));
  await user.click(button(UPDATE));
  await dialog('Update 2 connections');
  expect(await faults()).toEqual([]);
});

test('an open page and its warning are accessible', async () => {
  const { shell } = await drawList({ session: session() });
  await dialog('The bank’s window is open');
  expect(await faults()).toEqual([]);
  await happen(() => shell.wishToLeave('close'));
  await warning('Leave in the middle of the update?');
  expect(await faults()).toEqual([]);
});

test('waiting for a result is accessible', async () => {
  const { shell } = await drawList({ session: session() });
  await dialog('The bank’s window is open');
  await happen(() => shell.wait('plaid_unreachable', '2026-11-23T06:25:10Z'));
  await dialog('The result can’t be read yet');
  expect(await faults()).toEqual([]);
});

test('telling accounts apart is accessible', async () => {
  const { shell } = await drawList({ session: session() });
  await dialog('The bank’s window is open');
  await happen(() => shell.askToTellApart(mapping()));
  await screen.findAllByRole('radiogroup');
  expect(await faults()).toEqual([]);
});

test('the confirmation after an update is accessible', async () => {
  await drawList({ results: [result({ recovered: true })] });
  await dialog('Updated');
  expect(await faults()).toEqual([]);
});
