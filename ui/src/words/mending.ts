/**
 * What a run could not read because of a login: said once a bank, and no longer where the bank works again. Pure.
 *
 * A run remembers how it ended. Its connections go on, and may have been updated since.
 */
import type { ConnectionView, RunView } from '../ipc/bindings';
import type { StateWords } from './runs';
import { worksSince } from './status';

interface State {
  kind: string;
}

export interface ToldRun<S extends State> {
  /** The run without what was mended since. */
  rest: RunView<S>;
  /** The banks that could not be read because of their login. */
  banks: ConnectionView[];
  /** What is told of each account, by its id: what is told of its bank, or just before of another account, is not repeated. */
  words: ReadonlyMap<string, StateWords>;
}

export function toldRun<S extends State>(
  run: RunView<S>,
  wordsOf: (state: S) => StateWords,
  connections: readonly ConnectionView[],
  now: number,
): ToldRun<S> {
  const bankOf = (id: string) => connections.find(({ accounts }) => accounts.some((account) => account.id === id));
  const banks = new Map<string, ConnectionView>();
  const words = new Map<string, StateWords>();
  let before: { bank: string | undefined; told: string | null } | null = null;
  for (const { id, state } of run.accounts) {
    const bank = bankOf(id);
    const said = wordsOf(state);
    const isOfBank = bank !== undefined && isOfLogin(state);
    if (isOfBank) banks.set(bank.id, bank);
    const isRepeated = isOfBank || (REASONS.has(state.kind) && before?.bank === bank?.id && before?.told === said.told);
    words.set(id, isRepeated ? { ...said, told: null } : said);
    before = { bank: bank?.id, told: said.told };
  }
  const isMended = ({ id, state }: RunView<S>['accounts'][number]) => {
    const bank = isOfLogin(state) ? bankOf(id) : undefined;
    return bank !== undefined && worksSince(bank, run.started_at, now);
  };
  return {
    rest: { ...run, accounts: run.accounts.filter((one) => !isMended(one)) },
    banks: [...banks.values()],
    words,
  };
}

/** The states that say why nothing came of an account. */
const REASONS: ReadonlySet<string> = new Set(['unusable', 'not_read', 'not_written']);

function isOfLogin(state: State): boolean {
  return (
    state.kind === 'not_read' && 'why' in state && (state.why === 'needs_update' || state.why === 'needs_reconnecting')
  );
}
