/** Sample data for development and tests: the test banks of the simulator. Never part of a build. */
import type {
  AccountView,
  ApplicationView,
  ChangeKind,
  ChangeView,
  Code,
  ConnectionView,
  FedView,
  MappingView,
  Problem,
  PurposeView,
  SessionView,
  StatusView,
  UpdateResultView,
} from './bindings';
import { removal } from './samples.life';

export const READY: Extract<ApplicationView, { state: 'ready' }> = {
  state: 'ready',
  profile: { kind: 'demo', environment: 'Simulator', secrets_in_memory: false, needs_secret: false },
  user: { id: 'usr_1', name: 'Integration user', role: 'integration_user' },
  demo_users: [],
  version: '0.1.0',
};

export const PLATYPUS = { id: 'ins_109508', name: 'First Platypus Bank' };
export const TARTAN = { id: 'ins_109511', name: 'Tartan Bank' };
export const OAUTH = { id: 'ins_127287', name: 'Platypus OAuth Bank' };

const ACTIVE: StatusView = { kind: 'active', reason: null };

const STANDARD: [name: string, official: string | null, mask: string, kind: string, subtype: string][] = [
  ['Plaid Checking', 'Plaid Gold Standard 0% Interest Checking', '0000', 'depository', 'checking'],
  ['Plaid Saving', 'Plaid Silver Standard 0.1% Interest Saving', '1111', 'depository', 'savings'],
  ['Plaid CD', 'Plaid Bronze Standard 0.2% Interest CD', '2222', 'depository', 'cd'],
  ['Plaid Credit Card', 'Plaid Diamond 12.5% APR Interest Credit Card', '3333', 'credit', 'credit card'],
  ['Plaid Money Market', 'Plaid Platinum Standard 1.85% Interest Money Market', '4444', 'depository', 'money market'],
  ['Plaid IRA', null, '5555', 'investment', 'ira'],
  ['Plaid 401k', null, '6666', 'investment', '401k'],
  ['Plaid Student Loan', null, '7777', 'loan', 'student'],
  ['Plaid Mortgage', null, '8888', 'loan', 'mortgage'],
];

/** What two of them feed. */
const FED: Record<string, FedView> = {
  acc_10: { id: 'bka_1010', code: '1010', name: 'Operating account' },
  acc_11: { id: 'bka_1020', code: '1020', name: 'Savings account' },
};

/** The standard accounts of a test bank, numbered from `first`. Those of `inactive` (by last digits) are not in use. */
export function accounts(first: number, count = STANDARD.length, inactive: readonly string[] = []): AccountView[] {
  return STANDARD.slice(0, count).map(([name, official_name, mask, kind, subtype], index) => ({
    id: `acc_${first + index}`,
    number: `BAC-${String(first + index).padStart(9, '0')}`,
    name,
    official_name,
    mask,
    kind,
    subtype,
    currency: 'USD',
    active: !inactive.includes(mask),
    feeds: FED[`acc_${first + index}`] ?? null,
  }));
}

export function connection(changes: Partial<ConnectionView> = {}): ConnectionView {
  return {
    id: 'con_platypus',
    institution: PLATYPUS,
    status: ACTIVE,
    consent_ends_at: null,
    updated_at: '2026-11-02T09:14:00Z',
    accounts: accounts(1, 9, ['2222', '6666']),
    can_update: true,
    can_replace: true,
    can_reconnect: false,
    can_remove: true,
    is_paused: false,
    news: null,
    removals: [],
    ...changes,
  };
}

/** What a first start in demo mode holds. */
export function demoConnections(): ConnectionView[] {
  return [
    connection({ status: { kind: 'needs_update', reason: 'credentials_changed' } }),
    connection({
      id: 'con_tartan',
      institution: TARTAN,
      accounts: accounts(10, 4),
      updated_at: '2026-11-20T15:40:00Z',
    }),
    connection({
      id: 'con_oauth',
      institution: OAUTH,
      accounts: accounts(14, 5),
      updated_at: '2026-10-28T08:02:00Z',
      consent_ends_at: '2027-10-28T08:02:00Z',
    }),
  ];
}

/** One connection in each status. */
export function everyStatus(): ConnectionView[] {
  const one = (kind: StatusView['kind'], id: string, name: string, rest: Partial<ConnectionView> = {}) =>
    connection({
      id: `con_${kind}`,
      institution: { id, name },
      status: { kind, reason: null },
      can_update: false,
      can_replace: false,
      can_remove: false,
      ...rest,
    });
  return [
    ...demoConnections(),
    one('updating', 'ins_109509', 'First Gingham Credit Union'),
    one('update_interrupted', 'ins_109510', 'Tattersall Federal Credit Union'),
    one('awaiting_mapping', 'ins_109512', 'Houndstooth Bank'),
    one('needs_reconnecting', 'ins_56', 'Chase', { updated_at: null, can_replace: true, can_remove: true }),
    one('bank_unavailable', 'ins_132361', 'Unhealthy Platypus Bank'),
    one('removing', 'ins_132362', 'Slow Platypus Bank', { removals: [removal()] }),
    one('obsolete', 'ins_132363', 'Old Degraded Platypus Bank', { can_reconnect: true }),
  ];
}

export function session(changes: Partial<SessionView> = {}): SessionView {
  return {
    id: 'lks_1',
    purpose: 'update',
    connection_id: 'con_platypus',
    institution: PLATYPUS,
    stage: 'open',
    place: 'window',
    leave_requested: null,
    problem: null,
    retry_at: null,
    ...changes,
  };
}

export function change(kind: ChangeKind, account: AccountView): ChangeView {
  const { number, name, mask, subtype } = account;
  return { kind, number, name, mask, account_kind: account.kind, subtype };
}

/** A result with a change of every kind. */
export function result(changes: Partial<UpdateResultView> = {}): UpdateResultView {
  const kinds: ChangeKind[] = [
    'kept',
    'account_id_changed',
    'still_inactive',
    'kept',
    'now_inactive',
    'active_again',
    'new',
  ];
  const listed = accounts(1);
  return {
    session_id: 'lks_1',
    purpose: 'update',
    connection_id: 'con_platypus',
    institution: PLATYPUS,
    expected_institution: null,
    outcome: 'updated',
    recovered: false,
    status: ACTIVE,
    settled_at: '2026-11-23T06:24:08Z',
    changes: kinds.flatMap((kind, index) => listed.slice(index, index + 1).map((account) => change(kind, account))),
    removal: null,
    support_text: null,
    is_nothing_sent: false,
    exit_code: null,
    request_id: null,
    ...changes,
  };
}

/** Two savings accounts of the same name, digits and type. */
export function mapping(purpose: PurposeView = 'update'): MappingView {
  const [, saving] = accounts(1);
  if (saving === undefined) throw new Error('the test bank has a savings account');
  const reported = { ...saving, official_name: 'Silver Saving' };
  return {
    session_id: 'lks_1',
    institution: PLATYPUS,
    purpose,
    ambiguities: [
      {
        on_record: [saving, { ...saving, id: 'acc_9', number: 'BAC-000000009', official_name: 'Household Saving' }],
        reported: [
          { ...reported, account_id: 'one' },
          { ...reported, account_id: 'other', official_name: 'Household Saver' },
        ],
      },
    ],
  };
}

/** A start that a problem of the whole computer stopped, or that of one profile. */
export function blocked(problem: Problem, can_choose_profile = false): Extract<ApplicationView, { state: 'blocked' }> {
  return { state: 'blocked', problem, can_choose_profile };
}

export function problem(code: Code, changes: Partial<Problem> = {}): Problem {
  return { code, message: `the shell answered \`${code}\``, hint: null, ...changes };
}
