import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';

import { ACCOUNTANT } from '../../ipc/samples.access';
import { READY } from '../../ipc/samples';
import { drawList, show } from '../../test/draw';

const CONNECTIONS = 'When a connection needs me';
const ENDINGS = 'When a refresh, an import or a schedule has ended';

function choice(name: string): HTMLElement {
  return screen.getByRole('checkbox', { name });
}

test('each kind of notification is switched off by itself', async () => {
  const { shell, user } = await drawList();
  await show(user, 'Settings');
  await screen.findByRole('checkbox', { name: ENDINGS, checked: true });
  await user.click(choice(ENDINGS));
  await screen.findByRole('checkbox', { name: ENDINGS, checked: false });
  expect(shell.acts.at(-1)).toEqual({
    name: 'set_notifications',
    argument: { of_connections: true, of_endings: false },
  });
  await user.click(choice(CONNECTIONS));
  await screen.findByRole('checkbox', { name: CONNECTIONS, checked: false });
  expect(shell.world.notifications).toEqual({ of_connections: false, of_endings: false });
});

test('an accountant sees which notifications are on', async () => {
  const { user } = await drawList({ application: { ...READY, user: ACCOUNTANT } });
  await show(user, 'Settings');
  await screen.findByRole('checkbox', { name: CONNECTIONS, checked: true });
  expect(choice(CONNECTIONS)).toHaveProperty('disabled', true);
});
