/** The scenes of the gallery: the list, the update and what they share. */
import { notify } from '../src/components/Toasts';
import {
  READY,
  TARTAN,
  accounts,
  blocked,
  change,
  connection,
  demoConnections,
  everyStatus,
  mapping,
  problem,
  result,
  session,
} from '../src/ipc/samples';
import { IN_THE_PAST, OPEN, UPDATE, failing, later, scene, silent, type, type Scene, type Stage } from './scene';
import { BALANCE_SCENES } from './scenes.balances';
import { KEYS_SCENES } from './scenes.keys';
import { LIFE_SCENES } from './scenes.life';
import { STATEMENT_SCENES } from './scenes.statements';

function blockedBy(code: Parameters<typeof problem>[0], hint: string | null = null): Scene {
  return scene({ application: blocked(problem(code, { hint })) });
}

async function beginAll({ press }: Stage): Promise<void> {
  await press('Tartan Bank');
  await press('Platypus OAuth Bank');
  await press(UPDATE);
}

const manyConnections = Array.from({ length: 24 }, (_, index) =>
  connection({
    id: `con_${index}`,
    institution: { id: `ins_${109_508 + index}`, name: `Test Bank ${index + 1}` },
    accounts: accounts(index * 9 + 1, 1 + (index % 9)),
  }),
);

export const SCENES: Record<string, Scene | undefined> = {
  starting: silent('application'),
  'blocked keyring missing': blockedBy('keyring_missing', 'On Debian and Ubuntu, install the package `gnome-keyring`'),
  'blocked keyring locked': blockedBy('keyring_locked'),
  'blocked database newer': blockedBy('database_newer'),
  loading: silent('bank_connections'),
  'list failed': failing('bank_connections', 'disk_full'),
  'list empty': scene({ connections: [] }),
  'list demo': scene(),
  'list in memory': scene({ application: { ...READY, profile: { ...READY.profile, secrets_in_memory: true } } }),
  'list every status': scene({ connections: everyStatus() }),
  'list many': scene({ connections: manyConnections }),
  'list several chosen': scene({}, async ({ press }) => {
    await press('Tartan Bank');
    await press('Platypus OAuth Bank');
  }),
  'list refused': scene({ connections: everyStatus() }, ({ press }) => press('Old Degraded')),
  'list accountant': scene({ application: { ...READY, user: { id: 'usr_2', name: 'Ada', role: 'accountant' } } }),
  'search nothing': scene({}, () => type('Bank of Nowhere')),
  'search found': scene({}, () => type('0000')),
  confirming: scene({}, ({ press }) => press(UPDATE)),
  'confirming a healthy one': scene({ connections: [connection()] }, async ({ press }) => {
    await press('First Platypus Bank');
    await press(UPDATE);
  }),
  'confirming several': scene({}, beginAll),
  healed: scene({}, async ({ shell, press }) => {
    shell.healed.add('con_platypus');
    await press(UPDATE);
    await press(OPEN);
  }),
  'open failed': scene({}, async ({ shell, press }) => {
    shell.failing.set('start_update', problem('plaid_unreachable'));
    await press(UPDATE);
    await press(OPEN);
  }),
  'session starting': scene({ session: session({ stage: 'requested' }) }),
  'session in the window': scene({ session: session() }),
  'session in the browser': scene({ session: session({ place: 'browser' }) }),
  'session of several': scene({}, async (stage) => {
    await beginAll(stage);
    await stage.press(OPEN);
  }),
  'session button failed': scene({ session: session() }, async ({ shell, press }) => {
    shell.failing.set('open_in_browser', problem('internal'));
    await press('Open in my browser');
  }),
  leaving: scene({ session: session({ leave_requested: 'close' }) }),
  quitting: scene({ session: session({ leave_requested: 'quit' }) }),
  settling: scene({ session: session() }, ({ shell }) => later(() => shell.settle())),
  waiting: scene({ session: session() }, ({ shell }) => later(() => shell.wait('plaid_unreachable', IN_THE_PAST))),
  between: scene({}, async (stage) => {
    await beginAll(stage);
    await stage.press(OPEN);
    await later(() => stage.shell.wait('bank_unavailable', IN_THE_PAST));
    await stage.press('Work on meanwhile');
  }),
  mapping: scene({ session: session() }, ({ shell }) => later(() => shell.askToTellApart(mapping()))),
  'mapping answered': scene({ session: session() }, async ({ shell }) => {
    await later(() => shell.askToTellApart(mapping()));
    await later(() => document.querySelectorAll<HTMLElement>('[role=dialog] [type=radio]')[1]?.click());
    await later(() => document.querySelectorAll<HTMLElement>('[role=dialog] [type=radio]')[5]?.click());
  }),
  'mapping failed': (() => {
    const failure = scene({ session: session() }, ({ shell }) => later(() => shell.askToTellApart(mapping())));
    failure.shell.failing.set('mapping', problem('internal'));
    return failure;
  })(),
  'result updated': scene({ results: [result()] }),
  'result of several': scene({}, async (stage) => {
    await beginAll(stage);
    await stage.press(OPEN);
    await later(() => stage.shell.end());
  }),
  'result repaired': scene({
    results: [
      result({
        outcome: 'repaired',
        recovered: true,
        changes: accounts(1).map((account, at) => change(at === 2 ? 'now_inactive' : 'kept', account)),
      }),
    ],
  }),
  'result unchanged': scene({
    results: [
      result({
        outcome: 'unchanged',
        status: { kind: 'needs_update', reason: 'credentials_changed' },
        institution: TARTAN,
        changes: accounts(10, 4).map((account) => change('kept', account)),
      }),
    ],
  }),
  'result not opened': scene({
    results: [result({ outcome: 'not_opened', changes: [], status: { kind: 'needs_update', reason: 'mfa_changed' } })],
  }),
  toasts: scene({ connections: demoConnections() }, () => {
    notify({
      title: 'Plaid can’t be reached',
      description: 'Check the internet connection of this computer, then try again.',
      tone: 'danger',
      icon: 'attention',
    });
  }),
  ...LIFE_SCENES,
  ...KEYS_SCENES,
  ...STATEMENT_SCENES,
  ...BALANCE_SCENES,
};
