import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';

import { drawList } from '../../test/draw';

const STAYS = { name: 'Stay in the tray when the window is closed' };

test('whether it stays in the tray is a setting, and what follows is said', async () => {
  const { shell, user } = await drawList();
  await user.click(screen.getByRole('tab', { name: 'Settings' }));
  await screen.findByText('Closing the window quits Bank Connections.');
  await user.click(screen.getByRole('checkbox', STAYS));
  await screen.findByText(/brings the window back/);
  expect(shell.acts.at(-1)).toEqual({ name: 'set_tray', argument: { stays: true } });
});

test('a desktop without a tray says so', async () => {
  const { user } = await drawList({ tray: { is_there: false, stays: false } });
  await user.click(screen.getByRole('tab', { name: 'Settings' }));
  await screen.findByText(/This desktop shows no tray/);
});
