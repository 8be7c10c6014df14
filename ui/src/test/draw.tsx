/** Draws the application on a shell in memory and finds things in it as a user does: by role and name. */
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { act } from 'react';
import { expect } from 'vitest';

import { App } from '../App';
import { FakeShell } from '../ipc/fake';

export const UPDATE = 'Update Bank Connections – Plaid';
export const OPEN = 'Open the bank’s window';
export const CONNECT = 'Connect Bank – Plaid';
export const USERNAME = 'The login has a different username…';
export const PAUSE = 'Pause this connection…';
export const REMOVE = 'Remove Bank Connection – Plaid…';

export interface Drawn {
  shell: FakeShell;
  user: UserEvent;
}

/** Draws the application on the shell. */
export function draw(shell: FakeShell): Drawn {
  const user = userEvent.setup({ delay: null });
  render(<App shell={shell} />);
  return { shell, user };
}

/** Draws the application with this world and waits for the list of connections. */
export async function drawList(world: ConstructorParameters<typeof FakeShell>[0] = {}): Promise<Drawn> {
  const drawn = draw(new FakeShell(world));
  await screen.findByRole('grid', { name: 'Bank connections' });
  return drawn;
}

/** Something happens outside of this window. */
export async function happen(event: () => void): Promise<void> {
  await act(async () => {
    event();
    await Promise.resolve();
  });
}

export function button(name: string | RegExp): HTMLElement {
  return screen.getByRole('button', { name });
}

export function list(): HTMLElement {
  return screen.getByRole('grid', { name: 'Bank connections' });
}

/** The row of the connection with this bank. */
export function row(bank: string): HTMLElement {
  return within(list()).getByRole('row', { name: new RegExp(bank) });
}

/** Chooses the connection with this bank, and no other. */
export async function choose(user: UserEvent, bank: string): Promise<void> {
  for (const line of within(list()).queryAllByRole('row', { selected: true })) await user.click(line);
  await user.click(row(bank));
}

/** Shows the view of this name. */
export async function show(user: UserEvent, view: string): Promise<void> {
  await user.click(screen.getByRole('tab', { name: view }));
}

/** Why a button can't be pressed. */
export function reasonOf(element: HTMLElement): string | null | undefined {
  return document.getElementById(element.getAttribute('aria-describedby') ?? '')?.textContent;
}

/** Waits for the dialog with this title. */
export function dialog(title: string): Promise<HTMLElement> {
  return screen.findByRole('dialog', { name: title });
}

/** Waits for the warning with this title. */
export function warning(title: string): Promise<HTMLElement> {
  return screen.findByRole('alertdialog', { name: title });
}

export async function noDialog(): Promise<void> {
  await waitFor(() => {
    const all = [...screen.queryAllByRole('dialog'), ...screen.queryAllByRole('alertdialog')];
    // A notice has the role of a warning, too, and goes by itself.
    expect(all.filter((one) => one.closest('[role=region]') === null)).toEqual([]);
  });
}

/** Waits until the button of this name has the focus. */
export async function focusOn(name: string | RegExp): Promise<void> {
  const named = button(name);
  await waitFor(() => expect(document.activeElement?.textContent).toBe(named.textContent));
}

/** Chooses nothing more and opens the bank's page of what is chosen. */
export async function openPage({ user }: Drawn): Promise<void> {
  await user.click(button(UPDATE));
  await user.click(await screen.findByRole('button', { name: OPEN }));
  await dialog('The bank’s window is open');
}
