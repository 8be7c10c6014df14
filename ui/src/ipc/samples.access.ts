/** Sample users for development and tests. Never part of a build. */
import type { ApplicationView, EntranceView, UserRowView, UserView } from './bindings';
import { READY } from './samples';

export const RECOVERY_CODE = '7K2M-9QX4-B8TW-3HCN-5RDY';

export const INTEGRATION_USER: UserView = READY.user;
export const ACCOUNTANT: UserView = { id: 'usr_2', name: 'Ada', role: 'accountant' };

export function userRow(user: UserView, changes: Partial<UserRowView> = {}): UserRowView {
  return {
    user,
    signed_in_at: '2026-11-23T06:20:00Z',
    password_is_initial: false,
    code_is_unkept: false,
    removed_at: null,
    ...changes,
  };
}

export function userRows(): UserRowView[] {
  return [userRow(INTEGRATION_USER), userRow(ACCOUNTANT, { signed_in_at: null })];
}

export function signedOut(
  changes: Partial<EntranceView> = {},
  users: readonly UserRowView[] = userRows(),
): Extract<ApplicationView, { state: 'signed_out' }> {
  return {
    state: 'signed_out',
    profile: { ...READY.profile, kind: 'live', environment: 'Sandbox' },
    entrance: {
      users: users.filter(({ removed_at }) => removed_at === null).map(({ user }) => user),
      expected: INTEGRATION_USER.id,
      is_locked: false,
      demo_password: null,
      ...changes,
    },
  };
}
