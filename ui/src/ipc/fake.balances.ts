/** How the shell in memory refreshes. */
import type { RefreshRunView } from '../words/balances';
import type { BalanceView, Commands, RefreshAccountView, RefreshStateView } from './bindings';
import type { FakeShell } from './fake';
import { begun, cancelled, oneOn } from './fake.runs';
import { history, refreshAccounts } from './samples.balances';

export interface BalancesWorld {
  refreshAccounts: RefreshAccountView[];
  refreshRun: RefreshRunView | null;
  history: BalanceView[];
}

export function balancesAtStart(): BalancesWorld {
  return { refreshAccounts: refreshAccounts(), refreshRun: null, history: history() };
}

type Handled = 'refresh_accounts' | 'start_refresh' | 'refresh_run' | 'cancel_refresh' | 'balance_history';

type Handlers = { [N in Handled]: (argument: Commands[N]['argument']) => Commands[N]['answer'] };

export const BALANCE_QUESTIONS = [
  'refresh_accounts',
  'refresh_run',
  'balance_history',
] as const satisfies readonly Handled[];

export function balanceHandlers(shell: FakeShell): Handlers {
  const done = (refreshRun: RefreshRunView | null) => {
    shell.change({ refreshRun });
    return null;
  };
  return {
    refresh_accounts: () => shell.world.refreshAccounts,
    start_refresh: ({ account_ids }) => done(begun(account_ids)),
    refresh_run: () => shell.world.refreshRun,
    cancel_refresh: () =>
      done(
        cancelled(shell.world.refreshRun, ({ kind }) => ({ kind: 'cancelled' as const, is_asked: kind === 'working' })),
      ),
    balance_history: () => shell.world.history,
  };
}

/** The account whose turn it is comes to this, and the next one begins. */
export function goOnWithRefresh(shell: FakeShell, state: RefreshStateView): void {
  shell.change({ refreshRun: oneOn(shell.world.refreshRun, state) });
}
