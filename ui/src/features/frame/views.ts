/** The views of the window, in their order. */
export const VIEWS = [
  { id: 'connections', label: 'Connections' },
  { id: 'books', label: 'Bank accounts' },
  { id: 'statements', label: 'Statements' },
  { id: 'schedules', label: 'Schedules' },
  { id: 'log', label: 'Connection log' },
  { id: 'audit', label: 'Audit' },
  { id: 'mail', label: 'Mail' },
  { id: 'orphans', label: 'Lost logins' },
  { id: 'users', label: 'Users' },
  { id: 'settings', label: 'Settings' },
] as const;

export type View = (typeof VIEWS)[number]['id'];
