import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';

import type { FakeShell } from '../ipc/fake';
import { READY, TARTAN, problem } from '../ipc/samples';
import { lost, orphan, orphans } from '../ipc/samples.life';
import { button, drawList, focusOn, noDialog, show, warning, type Drawn } from '../test/draw';

async function drawOrphans(world: ConstructorParameters<typeof FakeShell>[0] = {}): Promise<Drawn> {
  const drawn = await drawList(world);
  await show(drawn.user, 'Lost logins');
  await screen.findByRole('heading', { name: 'Logins at Plaid that no record knows' });
  return drawn;
}

function lines(): (string | null)[] {
  const [, ...rows] = within(screen.getByRole('table', { name: 'Logins found at Plaid' })).getAllByRole('row');
  return rows.map((row) => row.textContent);
}

test('a found login is shown with its bank and item ID, and removed only after a warning', async () => {
  const { shell, user } = await drawOrphans({ orphans: orphans() });
  expect(lines()).toEqual([
    'First Platypus Bank ins_109508Qm4Vb9xTzKp2LrWc7NdYeHs1JgFa5UoB3iXkMNov 23, 2026, 06:30Still at PlaidRemove at Plaid…',
  ]);
  await user.click(button('Remove at Plaid…'));
  const asked = within(await warning('Remove this login at Plaid?'));
  asked.getByText('ins_109508');
  asked.getByText(/can’t be undone/);
  await focusOn('Keep');
  await user.keyboard('{Enter}');
  await noDialog();
  expect(shell.acts).toEqual([]);

  await user.click(button('Remove at Plaid…'));
  await user.click(await screen.findByRole('button', { name: 'Remove at Plaid' }));
  await noDialog();
  expect(lines()[0]).toContain('Removed');
  expect(shell.acts).toEqual([
    { name: 'remove_orphans', argument: { item_ids: ['Qm4Vb9xTzKp2LrWc7NdYeHs1JgFa5UoB3iXkM'] } },
  ]);
});

test('several are removed at once, and only those that are still there', async () => {
  const found = [
    orphan({ item_id: 'one' }),
    orphan({ item_id: 'two', institution: TARTAN }),
    orphan({ item_id: 'gone', state: 'removed' }),
  ];
  const { shell, user } = await drawOrphans({ orphans: orphans({ found }) });
  await user.click(button('Remove all 2 at Plaid…'));
  await warning('Remove 2 logins at Plaid?');
  await user.click(button('Remove at Plaid'));
  await noDialog();
  expect(shell.acts.at(-1)?.argument).toEqual({ item_ids: ['one', 'two'] });
});

test('a removal that fails says why, and the login stays', async () => {
  const { shell, user } = await drawOrphans({ orphans: orphans() });
  shell.failing.set('remove_orphans', problem('plaid_unreachable'));
  await user.click(button('Remove at Plaid…'));
  await user.click(await screen.findByRole('button', { name: 'Remove at Plaid' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Plaid can’t be reached');
});

test('a removal that Plaid refused has the text for Plaid Support, and no other login has', async () => {
  const refused = {
    state: 'removing',
    error_code: 'INVALID_PRODUCT',
    request_id: 'req1',
    support_text: 'The text.',
  } as const;
  const found = [
    orphan({ item_id: 'refused', ...refused }),
    orphan({ item_id: 'standing' }),
    orphan({ item_id: 'under way', state: 'removing' }),
    orphan({ item_id: 'gone', state: 'removed', request_id: 'req2', support_text: null }),
  ];
  const { user } = await drawOrphans({ orphans: orphans({ found }) });
  screen.getByText(/Plaid did not remove this login/);
  await user.click(button('Copy text for Plaid Support'));
  expect(await navigator.clipboard.readText()).toBe('The text.');
});

test('Plaid is asked on demand, and it is said when', async () => {
  const { shell, user } = await drawOrphans({ orphans: orphans({ found: [] }) });
  screen.getByText('No lost logins');
  await user.click(button('Look now'));
  await screen.findByText(/^Looked at /);
  expect(shell.acts).toEqual([{ name: 'look_for_orphans', argument: undefined }]);
});

test('a look that fails says why', async () => {
  const { shell, user } = await drawOrphans();
  shell.failing.set('look_for_orphans', problem('plaid_unreachable'));
  await user.click(button('Look now'));
  expect((await screen.findByRole('alert')).textContent).toContain('Plaid can’t be reached');
  expect(screen.queryByText(/^Looked at /)).toBeNull();
});

test('where Plaid does not list logins, the text for Plaid Support is the way', async () => {
  const { user } = await drawOrphans({ orphans: orphans({ availability: 'refused', found: [], lost: [lost()] }) });
  screen.getByText('Plaid does not list logins for this firm');
  expect(screen.queryByText('No lost logins')).toBeNull();
  await user.click(button('Copy text for Plaid Support'));
  expect(await navigator.clipboard.readText()).toBe(lost().support_text);
});

test('a login that only the keyring knows says so, and where it comes from', async () => {
  const { shell, user } = await drawOrphans({ orphans: orphans({ found: [orphan({ in_keyring: true })] }) });
  screen.getByText(/They were made after the backup that your records were restored from/);
  expect(lines()[0]).toContain('Still at PlaidIts access is in the keyring');
  await user.click(button('Remove at Plaid…'));
  await user.click(await screen.findByRole('button', { name: 'Remove at Plaid' }));
  await noDialog();
  expect(shell.acts.at(-1)?.name).toBe('remove_orphans');
});

test('logins of both kinds are told together', async () => {
  await drawOrphans({ orphans: orphans({ found: [orphan({ in_keyring: true }), orphan({ item_id: 'two' })] }) });
  screen.getByText(/when an answer of Plaid was lost, or after the backup/);
});

test('a keyring that can’t be looked through is never taken for one that has nothing', async () => {
  await drawOrphans({ orphans: orphans({ keyring: 'impossible', found: [] }) });
  screen.getByText('The keyring of this system can’t be looked through');
  screen.getByText(/^Every login that Plaid lists for you is in your records/);
});

test('where Plaid does not list logins, it is said what the keyring has', async () => {
  await drawOrphans({ orphans: orphans({ availability: 'refused', found: [] }) });
  screen.getByText(/finds only what the keyring of this computer has access to; all of that is in your records/);
});

test('access tokens that nobody knows are counted', async () => {
  await drawOrphans({ orphans: orphans({ strangers: 2 }) });
  screen.getByText('2 access tokens in the keyring are not known to Plaid');
});

test('an accountant may look and remove nothing', async () => {
  await drawOrphans({
    orphans: orphans(),
    application: { ...READY, user: { id: 'usr_2', name: 'Ada', role: 'accountant' } },
  });
  expect(button('Remove at Plaid…').hasAttribute('disabled')).toBe(true);
  expect(button('Look now').hasAttribute('disabled')).toBe(true);
});

test('lost logins that can’t be read say why', async () => {
  const { shell, user } = await drawList();
  shell.failing.set('orphans', problem('disk_full'));
  shell.world.orphans = orphans();
  await show(user, 'Lost logins');
  await screen.findByRole('heading', { name: 'Logins at Plaid that no record knows' });
});
