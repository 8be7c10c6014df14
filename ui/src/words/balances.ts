/** Balances in words: how far a refresh has come, and what a bank told, each with what to do. */
import type { BalanceView, ProgressView, RefreshAccountView, RefreshStateView, RunView } from '../ipc/bindings';
import { counted } from './account';
import { formatMoney } from './money';
import {
  asking,
  toneOfEnd,
  wordsOfNotRead,
  wordsOfNotWritten,
  wordsOfUnusable,
  type RunWords,
  type StateWords,
} from './runs';
import { formatDateTime } from './time';

export type RefreshRunView = RunView<RefreshStateView>;
export type RefreshProgressView = ProgressView<RefreshStateView>;

export function wordsOfRefresh(state: RefreshStateView): StateWords {
  switch (state.kind) {
    case 'waiting':
      return { label: 'Waiting', tone: 'quiet', icon: 'wait', told: null };
    case 'working':
      return { label: 'Asking the bank', tone: 'info', icon: 'download', told: null };
    case 'cancelled':
      return {
        label: 'Cancelled',
        tone: 'quiet',
        icon: 'minus',
        told: state.is_asked
          ? 'You cancelled before the bank answered. If the answer still comes, the balance is saved. Refresh again to be sure.'
          : 'You cancelled before the bank was asked.',
      };
    case 'balance':
      return { label: 'Refreshed', tone: 'good', icon: 'check', told: ageOf(state.balance) };
    case 'no_balance':
      return {
        label: 'No balance',
        tone: 'warning',
        icon: 'question',
        told: 'The bank tells no balance of this account. Take it from the bank’s own statement.',
      };
    case 'unholdable':
      return {
        label: 'Amount can’t be held',
        tone: 'danger',
        icon: 'attention',
        told: 'It has more decimal places than its currency, or no usual currency. Take it from the bank’s own statement.',
      };
    case 'not_told':
      return {
        label: 'No longer at the bank',
        tone: 'warning',
        icon: 'attention',
        told: 'The bank tells nothing of this account any more: it may be closed. Update the connection and choose its accounts.',
      };
    case 'unusable':
      return wordsOfUnusable(state.why);
    case 'not_read':
      return wordsOfNotRead(state.why, state.code, 'refresh');
    case 'not_written':
      return wordsOfNotWritten('refresh');
  }
}

/** Of when a balance is, where the bank did not tell that of this moment. */
export function ageOf({ as_of }: BalanceView): string | null {
  return as_of === null ? null : `The bank’s balance is of ${formatDateTime(as_of)}.`;
}

/** What is in the account, or what is owed: the one amount that stands for a balance. */
export function mainAmount({ current, available }: BalanceView) {
  return current ?? available;
}

/** `$110.00`, and `$410.00 owed` for a card or a loan. */
export function balanceLabel(balance: BalanceView, { is_owed }: Pick<RefreshAccountView, 'is_owed'>): string {
  const amount = mainAmount(balance);
  if (amount === null) return '–';
  return is_owed ? `${formatMoney(amount)} owed` : formatMoney(amount);
}

/** `$100.00 available · limit $2,000.00`, as far as the bank tells it. */
export function besideBalance({ current, available, limit }: BalanceView): string | null {
  const parts = [
    ...(available !== null && current !== null ? [`${formatMoney(available)} available`] : []),
    ...(limit !== null ? [`limit ${formatMoney(limit)}`] : []),
  ];
  return parts.length === 0 ? null : parts.join(' · ');
}

/** What a refresh came to, as a whole. */
export function wordsOfRefreshRun(run: RefreshRunView): RunWords {
  return { title: titleOf(run), sentence: sentenceOf(run), tone: toneOfEnd(run, wordsOfRefresh) };
}

function sentenceOf(run: RefreshRunView): string {
  const done = run.accounts.filter(({ state }) => state.kind === 'balance').length;
  const asks = asking(run, wordsOfRefresh);
  const parts = [
    done === 0 ? 'No account was refreshed.' : `${counted(done, 'account was', 'accounts were')} refreshed.`,
    ...(run.is_cancelled ? ['What was read before you cancelled stays.'] : []),
    ...(asks > 0 ? [`${counted(asks, 'account asks', 'accounts ask')} for your attention.`] : []),
  ];
  return parts.join(' ');
}

function titleOf({ ended_at, is_cancelled }: RefreshRunView): string {
  if (ended_at === null) return is_cancelled ? 'The refresh is being cancelled' : 'Refreshing balances';
  return is_cancelled ? 'Refresh cancelled' : 'Refresh finished';
}
