/** How the shell in memory works in the background. */
import type { RunView } from './bindings';

interface Any {
  kind: string;
}
type Beginning = { kind: 'working' } | { kind: 'waiting' };

/** A run that has begun with the first of these accounts. */
export function begun(ids: readonly string[]): RunView<Beginning> {
  return {
    started_at: '2026-11-30T10:00:00Z',
    ended_at: null,
    is_cancelled: false,
    accounts: ids.map((id, index) => ({ id, state: { kind: index === 0 ? 'working' : 'waiting' } })),
  };
}

/** The account whose turn it is comes to this, and the next one begins. */
export function oneOn<State extends Any>(run: RunView<State> | null, state: State): RunView<State | Beginning> {
  if (run === null) throw new Error('there is a run');
  const at = run.accounts.findIndex((one) => one.state.kind === 'working');
  const accounts = run.accounts.map((one, index) => {
    if (index === at) return { ...one, state };
    return index === at + 1 ? { ...one, state: { kind: 'working' as const } } : one;
  });
  const isOver = at === accounts.length - 1;
  return { ...run, accounts, ended_at: isOver ? '2026-11-30T10:02:00Z' : null };
}

export function cancelled<State extends Any, Cancelled>(
  run: RunView<State> | null,
  cancel: (state: State) => Cancelled,
): RunView<State | Cancelled> | null {
  if (run === null || run.ended_at !== null) return run;
  return {
    ...run,
    is_cancelled: true,
    ended_at: '2026-11-30T10:01:00Z',
    accounts: run.accounts.map((one) =>
      ['waiting', 'working'].includes(one.state.kind) ? { ...one, state: cancel(one.state) } : one,
    ),
  };
}
