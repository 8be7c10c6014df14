/** The scenes of how connections begin, are replaced, end and come back, and of the views beside the list. */
import {
  READY,
  TARTAN,
  PLATYPUS,
  accounts,
  change,
  connection,
  demoConnections,
  everyStatus,
  mapping,
  problem,
  result,
  session,
} from '../src/ipc/samples';
import {
  SUPPORT_TEXT,
  duplicate,
  lost,
  mailSettings,
  message,
  orphan,
  orphans,
  outbox,
  removal,
  removalFailure,
} from '../src/ipc/samples.life';
import { IN_THE_PAST, OPEN, UPDATE, failing, later, scene, silent, type, type Scene } from './scene';

const CONNECT = 'Connect Bank – Plaid';
const REMOVE = 'Remove Bank Connection – Plaid';
const RECONNECT = 'Reconnect Bank Connection – Plaid';
const USERNAME = 'The login has a different username';

const connecting = { purpose: 'connect', connection_id: null, institution: null } as const;
const gone = connection({ status: { kind: 'needs_reconnecting', reason: null }, can_update: false });
const obsolete = connection({
  status: { kind: 'obsolete', reason: null },
  can_update: false,
  can_replace: false,
  can_remove: false,
  can_reconnect: true,
});

/** One session with a choice to make, as the world stands then. */
function asked(changes: Parameters<typeof duplicate>[0] = {}): Scene {
  return scene({ session: session(connecting) }, ({ shell }) => later(() => shell.askOfDuplicate(duplicate(changes))));
}

function ended(changes: Parameters<typeof result>[0]): Scene {
  return scene({ results: [result({ changes: [], ...changes })] });
}

const connect: Record<string, Scene> = {
  connecting: scene({}, ({ press }) => press(CONNECT)),
  'connect first': scene({ connections: [] }),
  'connect open': scene({ session: session(connecting) }),
  'connect leaving': scene({ session: session({ ...connecting, leave_requested: 'close' }) }),
  'connect settling': scene({ session: session(connecting) }, ({ shell }) => later(() => shell.settle())),
  'connect waiting': scene({ session: session({ ...connecting, institution: TARTAN }) }, ({ shell }) =>
    later(() => shell.wait('plaid_unreachable', IN_THE_PAST)),
  ),
  'connect in the background': scene({
    session: session({
      ...connecting,
      institution: TARTAN,
      stage: 'waiting',
      problem: problem('plaid_unreachable'),
      retry_at: IN_THE_PAST,
    }),
  }),
  'connect choice in the background': scene({
    session: session({ ...connecting, institution: PLATYPUS, stage: 'awaiting_choice' }),
  }),
  'connect given up': scene({ session: session({ ...connecting, institution: TARTAN }) }, async ({ shell, press }) => {
    await later(() => shell.wait('plaid_unreachable', IN_THE_PAST));
    await press('Don’t connect…');
  }),
  duplicate: asked(),
  'duplicate of two': asked({
    existing: [...duplicate().existing, { connection_id: 'con_other', obsolete: true, accounts: accounts(20, 1) }],
  }),
  'duplicate obsolete': asked({
    existing: [{ connection_id: 'con_platypus', obsolete: true, accounts: accounts(1, 3) }],
  }),
  'duplicate failed': (() => {
    const failure = asked();
    failure.shell.failing.set('duplicate', problem('plaid_unreachable'));
    return failure;
  })(),
  'duplicate updated': scene({ session: session(connecting) }, async ({ shell, press }) => {
    await later(() => shell.askOfDuplicate(duplicate()));
    await press('Continue');
  }),
  'result connected': scene({
    results: [
      result({
        purpose: 'connect',
        outcome: 'connected',
        changes: accounts(24, 3).map((account) => change('new', account)),
      }),
    ],
  }),
  'result connect left': ended({
    purpose: 'connect',
    outcome: 'unchanged',
    connection_id: null,
    status: null,
    institution: null,
  }),
  'result too late': ended({ purpose: 'connect', outcome: 'too_late', connection_id: null, status: null }),
  'result refused': ended({
    purpose: 'connect',
    outcome: 'refused',
    connection_id: null,
    status: null,
    exit_code: 'INVALID_FIELD',
    request_id: 'kR7zQ2vN1xLpT4m',
  }),
  'result lost': ended({
    purpose: 'connect',
    outcome: 'lost',
    connection_id: null,
    status: null,
    support_text: SUPPORT_TEXT,
  }),
};

const replace: Record<string, Scene> = {
  'replacing a gone one': scene({ connections: [gone] }, async ({ press }) => {
    await press('First Platypus Bank');
    await press(UPDATE);
  }),
  'replacing by choice': scene({}, ({ press }) => press(USERNAME)),
  'replace found by the update': scene({}, async ({ shell, press }) => {
    shell.failing.set('start_update', problem('connection_gone'));
    await press(UPDATE);
    await press(OPEN);
  }),
  'replace open': scene({ session: session({ purpose: 'replace' }) }),
  'replace leaving': scene({ session: session({ purpose: 'replace', leave_requested: 'close' }) }),
  'replace mapping': scene({ session: session({ purpose: 'replace' }) }, ({ shell }) =>
    later(() => shell.askToTellApart(mapping('replace'))),
  ),
  'replace mapping answered': scene({ session: session({ purpose: 'replace' }) }, async ({ shell }) => {
    await later(() => shell.askToTellApart(mapping('replace')));
    await later(() => document.querySelectorAll<HTMLElement>('[role=dialog] [type=radio]')[1]?.click());
    await later(() => document.querySelectorAll<HTMLElement>('[role=dialog] [type=radio]')[5]?.click());
  }),
  'replace given up': scene({ session: session({ purpose: 'replace' }) }, async ({ shell, press }) => {
    await later(() => shell.askToTellApart(mapping('replace')));
    await press('Don’t replace…');
  }),
  'result replaced': scene({
    results: [
      result({
        purpose: 'replace',
        outcome: 'replaced',
        changes: accounts(1, 5).map((account, at) => change(at === 4 ? 'now_inactive' : 'account_id_changed', account)),
        removal: removal({ is_former: true }),
      }),
    ],
  }),
  'result wrong bank': ended({
    purpose: 'replace',
    outcome: 'wrong_bank',
    institution: TARTAN,
    expected_institution: PLATYPUS,
    status: { kind: 'needs_reconnecting', reason: null },
  }),
  'result reconnected': scene({
    results: [
      result({
        purpose: 'reconnect',
        outcome: 'reconnected',
        changes: accounts(1, 3).map((account) => change('account_id_changed', account)),
      }),
    ],
  }),
};

const remove: Record<string, Scene> = {
  removing: scene({}, ({ press }) => press(REMOVE)),
  'removing failed to start': scene({}, async ({ shell, press }) => {
    shell.failing.set('remove_connection', problem('session_open'));
    await press(REMOVE);
    await press('Remove connection');
  }),
  'removal not yet': scene({}, async ({ shell, press }) => {
    shell.removalFailure = removalFailure();
    await press(REMOVE);
    await press('Remove connection');
  }),
  'removal of a former login': scene(
    {
      connections: [connection({ removals: [removal({ is_former: true })] })],
      outbox: outbox(),
    },
    ({ press }) => press('Removal details'),
  ),
  removed: scene({}, async ({ press }) => {
    await press(REMOVE);
    await press('Remove connection');
  }),
  'list obsolete chosen': scene({ connections: [obsolete, ...demoConnections().slice(1)] }, ({ press }) =>
    press('First Platypus Bank'),
  ),
  reconnecting: scene({ connections: [obsolete] }, async ({ press }) => {
    await press('First Platypus Bank');
    await press(RECONNECT);
  }),
};

const around: Record<string, Scene> = {
  'list news': scene({
    connections: [
      connection({
        status: { kind: 'needs_update', reason: 'new_accounts' },
        news: { appeared: 2, vanished: 0, renamed: 0 },
      }),
      connection({
        id: 'con_tartan',
        institution: TARTAN,
        status: { kind: 'needs_update', reason: 'mfa_changed' },
        news: { appeared: 0, vanished: 1, renamed: 1 },
        removals: [removal({ is_former: true })],
      }),
    ],
  }),
  'list attention': scene({
    connections: everyStatus(),
    outbox: { is_configured: false, messages: [message({ deliveries: [] })] },
    orphans: orphans(),
  }),
  log: scene({}, ({ press }) => press('Connection log')),
  'log found': scene({}, async ({ press }) => {
    await press('Connection log');
    await type('tartan');
  }),
  'log nothing found': scene({}, async ({ press }) => {
    await press('Connection log');
    await type('Bank of Nowhere');
  }),
  'log empty': scene({ log: [] }, ({ press }) => press('Connection log')),
  'log failed': failing('connection_log', 'database_unreadable', ({ press }) => press('Connection log')),
  'log loading': silent('connection_log', ({ press }) => press('Connection log')),
  'mail not set up': scene({ outbox: { is_configured: false, messages: [message({ deliveries: [] })] } }, ({ press }) =>
    press('Mail'),
  ),
  'mail empty': scene({}, ({ press }) => press('Mail')),
  mail: scene({ mail: mailSettings(), outbox: outbox() }, ({ press }) => press('Mail')),
  'mail tested': scene(
    { mail: mailSettings({ recipients: ['books@firm.example', 'nobody@firm.example'] }), outbox: outbox() },
    async ({ press }) => {
      await press('Mail');
      await press('Send a test message');
    },
  ),
  'mail test failed': scene({ mail: mailSettings(), outbox: outbox() }, async ({ shell, press }) => {
    shell.failing.set(
      'send_test_message',
      problem('mail_password_refused', { message: '535 5.7.8 Error: authentication failed' }),
    );
    await press('Mail');
    await press('Send a test message');
  }),
  'mail invalid': scene({}, async ({ press }) => {
    await press('Mail');
    await press('Save');
  }),
  'mail forgetting': scene({ mail: mailSettings(), outbox: outbox() }, async ({ press }) => {
    await press('Mail');
    await press('Forget…');
  }),
  'mail accountant': scene(
    {
      mail: mailSettings(),
      outbox: outbox(),
      application: { ...READY, user: { id: 'usr_2', name: 'Ada', role: 'accountant' } },
    },
    ({ press }) => press('Mail'),
  ),
  'mail failed': failing('messages', 'disk_full', ({ press }) => press('Mail')),
  'orphans empty': scene({ orphans: orphans({ found: [] }) }, ({ press }) => press('Lost logins')),
  orphans: scene(
    {
      orphans: orphans({
        found: [
          orphan(),
          orphan({ item_id: 'Zm4Vb9xTzKp2LrWc7NdYeHs1JgFa5UoB3iXkM', institution: null }),
          orphan({ item_id: 'Am4Vb9xTzKp2LrWc7NdYeHs1JgFa5UoB3iXkM', institution: TARTAN, state: 'removed' }),
        ],
        lost: [lost()],
      }),
    },
    ({ press }) => press('Lost logins'),
  ),
  'orphans removing': scene({ orphans: orphans() }, async ({ press }) => {
    await press('Lost logins');
    await press('Remove at Plaid…');
  }),
  'orphans refused': scene({ orphans: orphans({ availability: 'refused', found: [], lost: [lost()] }) }, ({ press }) =>
    press('Lost logins'),
  ),
  'orphans failed': failing('orphans', 'disk_full', ({ press }) => press('Lost logins')),
};

export const LIFE_SCENES: Record<string, Scene> = { ...connect, ...replace, ...remove, ...around };
