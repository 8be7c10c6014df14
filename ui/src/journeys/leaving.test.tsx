import { expect, test } from 'vitest';

import { problem, session } from '../ipc/samples';
import { button, dialog, drawList, focusOn, happen, noDialog, warning } from '../test/draw';

const LEAVING = 'Leave in the middle of the update?';
const QUITTING = 'Quit in the middle of the update?';

test('a wish to close the bank’s window asks first, and staying is the answer at hand', async () => {
  const { shell, user } = await drawList({ session: session() });
  await dialog('The bank’s window is open');
  await happen(() => shell.wishToLeave('close'));
  await warning(LEAVING);
  await focusOn('Stay and finish');

  await user.keyboard('{Enter}');
  await dialog('The bank’s window is open');
  expect(shell.acts).toEqual([{ name: 'stay', argument: { session_id: 'lks_1' } }]);
});

test('Escape on an open page asks first, and Escape on the warning stays', async () => {
  const { shell, user } = await drawList({ session: session() });
  await dialog('The bank’s window is open');
  await user.keyboard('{Escape}');
  await warning(LEAVING);
  expect(shell.acts).toEqual([]);

  await user.keyboard('{Escape}');
  await dialog('The bank’s window is open');
  expect(shell.acts.map(({ name }) => name)).toEqual(['stay']);
});

test('cancelling an update asks first', async () => {
  const { shell, user } = await drawList({ session: session() });
  await dialog('The bank’s window is open');
  await user.click(button('Cancel update…'));
  await warning(LEAVING);
  expect(shell.acts).toEqual([]);
});

test('a page that is not open yet is called off without a warning', async () => {
  const { shell, user } = await drawList({ session: session({ stage: 'requested' }) });
  await dialog('Opening the bank’s window…');
  await user.click(button('Cancel update'));
  await noDialog();
  expect(shell.acts).toEqual([{ name: 'leave', argument: { session_id: 'lks_1' } }]);
});

test('who leaves all the same is shown what came of it', async () => {
  const { shell, user } = await drawList({ session: session({ leave_requested: 'close' }) });
  await warning(LEAVING);
  await user.click(button('Leave anyway'));
  await dialog('Reading what the bank says…');
  expect(shell.acts).toEqual([{ name: 'leave', argument: { session_id: 'lks_1' } }]);

  await happen(() => shell.end({ outcome: 'unchanged' }));
  await dialog('Nothing changed');
  await user.click(button('Done'));
  await noDialog();
});

test('a wish to quit during an update says so', async () => {
  const { shell, user } = await drawList({ session: session() });
  await dialog('The bank’s window is open');
  await user.keyboard('{Control>}q{/Control}');
  await warning(QUITTING);
  await focusOn('Stay and finish');
  await user.click(button('Quit anyway'));
  expect(shell.acts.map(({ name }) => name)).toEqual(['request_quit', 'leave']);
});

test('a warning whose answer fails stays and says why', async () => {
  const { shell, user } = await drawList({ session: session({ leave_requested: 'close' }) });
  shell.failing.set('leave', problem('disk_full'));
  const asked = await warning(LEAVING);
  await user.click(button('Leave anyway'));
  await expect.poll(() => asked.textContent).toContain('The disk is full');
});
