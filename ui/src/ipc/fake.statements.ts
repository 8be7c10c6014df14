/** How the shell in memory imports and shows statements. */
import { compareAmounts, plus } from '../words/difference';
import type { ImportRunView } from '../words/imports';
import type {
  Commands,
  DoubtfulView,
  GapArgument,
  GapsView,
  ImportAccountView,
  ImportStateView,
  LinePageView,
  LinesArgument,
  SeenGapView,
  StatementView,
} from './bindings';
import type { FakeShell } from './fake';
import { begun, cancelled, oneOn } from './fake.runs';
import { problem } from './samples';
import { importAccounts, lines, statements, usd, type SampleLine } from './samples.statements';

export interface StatementsWorld {
  importAccounts: ImportAccountView[];
  importRun: ImportRunView | null;
  statements: StatementView[];
  lines: SampleLine[];
  doubtful: DoubtfulView[];
  gaps: GapsView[];
  mostLines: number;
}

export function statementsAtStart(): StatementsWorld {
  return {
    importAccounts: importAccounts(),
    importRun: null,
    statements: statements(),
    lines: lines(),
    doubtful: [],
    gaps: [],
    mostLines: 1_000,
  };
}

type Handled =
  | 'import_accounts'
  | 'start_import'
  | 'import_run'
  | 'cancel_import'
  | 'statements'
  | 'statement_lines'
  | 'export_statements'
  | 'doubtful_transactions'
  | 'tell_apart'
  | 'gap_report'
  | 'see_to_gap'
  | 'reopen_gap'
  | 'most_statement_lines'
  | 'set_most_statement_lines';

type Handlers = { [N in Handled]: (argument: Commands[N]['argument']) => Commands[N]['answer'] };

export const STATEMENT_QUESTIONS = [
  'import_accounts',
  'import_run',
  'statements',
  'statement_lines',
  'doubtful_transactions',
  'gap_report',
  'most_statement_lines',
] as const satisfies readonly Handled[];

export function statementHandlers(shell: FakeShell): Handlers {
  const done = (changes: Partial<StatementsWorld>) => {
    shell.change(changes);
    return null;
  };
  return {
    import_accounts: () => shell.world.importAccounts,
    start_import: ({ account_ids }) =>
      done({
        importRun: begun(account_ids),
      }),
    import_run: () => shell.world.importRun,
    cancel_import: () => done({ importRun: cancelled(shell.world.importRun, () => ({ kind: 'cancelled' as const })) }),
    statements: () => shell.world.statements,
    statement_lines: (argument) => pageOf(shell.world, argument),
    export_statements: ({ format, statement_ids }) => {
      const exported = shell.world.statements.filter(({ id }) => statement_ids.includes(id));
      return {
        file: `/downloads/statements-20261130T100000Z.${format}`,
        entries: exported.reduce((sum, { lines }) => sum + lines, 0),
      };
    },
    doubtful_transactions: () => shell.world.doubtful,
    tell_apart: ({ row }) => done({ doubtful: shell.world.doubtful.filter((one) => one.row !== row) }),
    gap_report: () => shell.world.gaps,
    see_to_gap: ({ note, ...gap }) =>
      done({
        gaps: seen(shell.world.gaps, gap, {
          by: shell.world.application.state === 'ready' ? shell.world.application.user.name : '',
          at: '2026-11-30T10:00:00Z',
          note: note === '' ? null : note,
        }),
      }),
    reopen_gap: (gap) => done({ gaps: seen(shell.world.gaps, gap, null) }),
    most_statement_lines: () => shell.world.mostLines,
    set_most_statement_lines: ({ lines: mostLines }) => {
      // The real shell, too, rejects with plain data.
      // eslint-disable-next-line @typescript-eslint/only-throw-error
      if (mostLines < 1 || mostLines > 100_000) throw problem('invalid_import');
      return done({ mostLines });
    },
  };
}

function seen(all: readonly GapsView[], of: GapArgument, by: SeenGapView | null): GapsView[] {
  return all.map((one) =>
    one.account_id === of.account_id
      ? {
          ...one,
          gaps: one.gaps.map((gap) => (gap.first === of.first && gap.last === of.last ? { ...gap, seen: by } : gap)),
        }
      : one,
  );
}

/** The account whose turn it is comes to this, and the next one begins. */
export function goOnWithImport(shell: FakeShell, state: ImportStateView): void {
  shell.change({ importRun: oneOn(shell.world.importRun, state) });
}

function pageOf(world: StatementsWorld, argument: LinesArgument): LinePageView {
  const of = new Set(
    world.statements.filter((one) => one.bank_account.id === argument.bank_account_id).map(({ id }) => id),
  );
  const found = world.lines.filter((line) => of.has(line.statement_id) && lets(argument, line));
  const sorted = argument.order === 'statement' ? found : found.toSorted((one, other) => compare(argument, one, other));
  const ordered = argument.descending ? sorted.toReversed() : sorted;
  return {
    total: found.length,
    sum: found.length === 0 ? null : found.map(({ amount }) => amount).reduce(plus, usd('0.00')),
    lines: ordered.slice(argument.offset, argument.offset + argument.count),
  };
}

function lets({ statement_id, words, from, until, least, greatest }: LinesArgument, line: SampleLine): boolean {
  const size = line.amount.amount.replace('-', '');
  return (
    (statement_id === null || statement_id === line.statement_id) &&
    `${line.description} ${line.reference ?? ''}`.toLowerCase().includes(words.toLowerCase()) &&
    (from === null || line.date >= from) &&
    (until === null || line.date <= until) &&
    (least === null || compareAmounts(size, least) >= 0) &&
    (greatest === null || compareAmounts(size, greatest) <= 0)
  );
}

function compare({ order }: LinesArgument, one: SampleLine, other: SampleLine): number {
  if (order === 'amount') return compareAmounts(one.amount.amount, other.amount.amount);
  return order === 'date'
    ? one.date.localeCompare(other.date)
    : one.description.localeCompare(other.description, 'en-US');
}
