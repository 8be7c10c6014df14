/** The roles of users. */
import type { RoleView } from '../ipc/bindings';

export const ROLES = {
  integration_user: 'Integration user',
  accountant: 'Accountant',
} as const satisfies Record<RoleView, string>;
