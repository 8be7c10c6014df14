import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';

import { drawList, show } from '../../test/draw';

const STAYS = { name: 'Stay in the tray when the window is closed' };

test('whether it stays in the tray is a setting, and what follows is said', async () => {
  const { shell, user } = await drawList();
  await user.click(screen.getByRole('tab', { name: 'Settings' }));
  await screen.findByText('Closing the window quits Bank Connections.');
  await user.click(screen.getByRole('checkbox', STAYS));
  await screen.findByText(/brings the window back/);
  expect(shell.acts.at(-1)).toEqual({ name: 'set_tray', argument: { stays: true } });
});

test('on a desktop without a tray nothing can be chosen, until there is one', async () => {
  const { shell, user } = await drawList({ tray: { is_there: false, stays: false } });
  await show(user, 'Settings');
  await screen.findByText(/This desktop shows no tray/);
  expect(screen.getByRole('checkbox', STAYS)).toHaveProperty('disabled', true);
  await show(user, 'Connections');
  // Nobody tells that the desktop shows one by now.
  shell.world.tray = { is_there: true, stays: false };
  await show(user, 'Settings');
  await screen.findByText('Closing the window quits Bank Connections.');
  expect(screen.getByRole('checkbox', STAYS)).toHaveProperty('disabled', false);
});
