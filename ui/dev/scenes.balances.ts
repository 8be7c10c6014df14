/** The scenes of refreshing and of balances over time. */
import { goOnWithRefresh } from '../src/ipc/fake.balances';
import { READY } from '../src/ipc/samples';
import { EVERY_END, balance, refreshRun } from '../src/ipc/samples.balances';
import { failing, later, scene, silent, type, type Scene, type Stage } from './scene';

const accountant = { ...READY, user: { id: 'usr_2', name: 'Ada', role: 'accountant' as const } };

async function refreshing({ press }: Stage): Promise<void> {
  await press('Refresh');
}

async function started(stage: Stage): Promise<void> {
  await refreshing(stage);
  await later(() => document.querySelector<HTMLElement>('[role=dialog] thead input')?.click());
  await later(() => [...document.querySelectorAll<HTMLElement>('[role=dialog] footer button')].at(-1)?.click());
}

async function looking(stage: Stage): Promise<void> {
  await refreshing(stage);
  await later(() => document.querySelector<HTMLElement>('[role=dialog] tbody button')?.click());
}

const [first] = EVERY_END;

export const BALANCE_SCENES: Record<string, Scene> = {
  'refresh choice': scene({}, refreshing),
  'refresh choice of an accountant': scene({ application: accountant }, refreshing),
  'refresh without accounts': scene({ refreshAccounts: [] }, refreshing),
  'refresh nothing found': scene({}, async (stage) => {
    await refreshing(stage);
    await type('Bank of Nowhere');
  }),
  'refresh loading': silent('refresh_accounts', refreshing),
  'refresh failed': failing('refresh_accounts', 'disk_full', refreshing),
  'refresh going on': scene({}, async (stage) => {
    await started(stage);
    if (first !== undefined) await later(() => goOnWithRefresh(stage.shell, first));
  }),
  'refresh in the background': scene({ refreshRun: refreshRun([{ kind: 'working' }, { kind: 'waiting' }]) }),
  'refresh ended': scene({ refreshRun: refreshRun([{ kind: 'working' }]) }, async ({ press, shell }) => {
    await press('Show');
    await later(() => shell.change({ refreshRun: refreshRun(EVERY_END, { ended_at: '2026-11-30T10:02:00Z' }) }));
  }),
  'balances over time': scene({}, looking),
  'balances one reading': scene({ history: [balance()] }, looking),
  'balances none': scene({ history: [] }, looking),
  'balances loading': silent('balance_history', looking),
  'balances failed': failing('balance_history', 'disk_full', looking),
};
