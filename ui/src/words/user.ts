/** Users and their roles. */
import type { RoleView, UserRowView, UserView } from '../ipc/bindings';

export const ROLES = {
  integration_user: 'Integration user',
  accountant: 'Accountant',
} as const satisfies Record<RoleView, string>;

const DUTIES = {
  integration_user: 'Connects, updates, replaces and removes banks',
  accountant: 'Refreshes, imports and exports',
} as const satisfies Record<RoleView, string>;

/** The name, and the role where that says more. */
export function userLabel({ name, role }: UserView): string {
  const label = ROLES[role];
  return isRoleName(name, label) ? label : `${name} · ${label}`;
}

/** What the user is, where the name does not say it already. */
export function roleBeside({ name, role }: UserView): string {
  return isRoleName(name, ROLES[role]) ? DUTIES[role] : ROLES[role];
}

/** Whom to ask for what only the integration user may do. */
export function whomToAsk(users: readonly UserRowView[] | undefined): string {
  const named = users?.find(({ user }) => user.role === 'integration_user')?.user.name ?? '';
  return isRoleName(named, ROLES.integration_user)
    ? 'Ask the integration user of your firm.'
    : `Ask ${named}, the integration user of your firm.`;
}

function isRoleName(name: string, role: string): boolean {
  return name === '' || name.toLowerCase() === role.toLowerCase();
}
