/** The scenes of the statements and of importing them. */
import { READY } from '../src/ipc/samples';
import { goOnWithImport } from '../src/ipc/fake.statements';
import {
  EVERY_END,
  doubtful,
  gaps,
  importAccount,
  importRun,
  manyLines,
  statement,
  statements,
} from '../src/ipc/samples.statements';
import { failing, later, scene, silent, type, type Scene, type Stage } from './scene';

const inStatements = ({ press }: Stage) => press('Statements');
const accountant = { ...READY, user: { id: 'usr_2', name: 'Ada', role: 'accountant' as const } };

async function importing(stage: Stage): Promise<void> {
  await inStatements(stage);
  await stage.press('Import statements');
}

async function started(stage: Stage): Promise<void> {
  await importing(stage);
  await later(() => document.querySelector<HTMLElement>('[role=dialog] thead input')?.click());
  await stage.press('Import');
  await later(() => [...document.querySelectorAll<HTMLElement>('[role=dialog] footer button')].at(-1)?.click());
}

const [first, second] = EVERY_END;

export const STATEMENT_SCENES: Record<string, Scene> = {
  statements: scene({}, inStatements),
  'statements accountant': scene({ application: accountant }, inStatements),
  'statements empty': scene({ statements: [] }, inStatements),
  'statements none to import': scene(
    { statements: [], importAccounts: [importAccount({ bank_account: null, unusable: 'not_linked' })] },
    inStatements,
  ),
  'statements without accounts': scene({ statements: [], importAccounts: [] }, inStatements),
  'statements nothing found': scene({}, async (stage) => {
    await inStatements(stage);
    await type('Bank of Nowhere');
  }),
  'statements loading': silent('statements', inStatements),
  'statements failed': failing('statements', 'disk_full', inStatements),
  'statements attention': scene(
    {
      doubtful: [doubtful(), doubtful({ row: '42' })],
      gaps: [gaps(), gaps({ account_id: 'acc_2', gaps: [{ first: '2026-11-12', last: '2026-11-12', seen: null }] })],
    },
    inStatements,
  ),
  'import choice': scene({}, importing),
  'import going on': scene({}, async (stage) => {
    await started(stage);
    if (first !== undefined) await later(() => goOnWithImport(stage.shell, first));
  }),
  'import in the background': scene({}, async (stage) => {
    await started(stage);
    await later(() => undefined);
    await stage.press('Close');
    if (second !== undefined) await later(() => goOnWithImport(stage.shell, second));
  }),
  'import result': scene({ importRun: importRun(EVERY_END, { ended_at: '2026-11-30T10:02:00Z' }) }, async (stage) => {
    await inStatements(stage);
    await stage.press('Last import');
  }),
  'lines of a statement': scene({}, async (stage) => {
    await inStatements(stage);
    await stage.press('12,400.00');
  }),
  'lines of an account': scene(
    { lines: manyLines(100_000), statements: [statement({ lines: 100_000 }), ...statements().slice(1)] },
    async (stage) => {
      await inStatements(stage);
      await stage.press('All lines of 1010 Operating account');
    },
  ),
  'transactions to tell apart': scene({ doubtful: [doubtful(), doubtful({ row: '42' })] }, async (stage) => {
    await inStatements(stage);
    await stage.press('Tell apart');
  }),
  'gaps in detail': scene(
    { gaps: [gaps(), gaps({ account_id: 'acc_2', gaps: [{ first: '2026-11-12', last: '2026-11-12', seen: null }] })] },
    async (stage) => {
      await inStatements(stage);
      await stage.press('Show the days');
    },
  ),
  'lines per statement': scene({}, async ({ press }) => {
    await press('Settings');
    await later(() => [...document.querySelectorAll('form')].at(-1)?.scrollIntoView());
  }),
};
