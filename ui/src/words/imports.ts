/** Importing in words: why an account can't be imported, and how far it has come, each with what to do. */
import type {
  BookView,
  CorrectionView,
  ImportAccountView,
  ImportStateView,
  ProgressView,
  RunView,
} from '../ipc/bindings';
import { accountLabel, counted } from './account';
import { formatDay } from './day';
import { CAUSES_OF_DIFFERENCE, differenceWords, plus } from './difference';
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

export type ImportRunView = RunView<ImportStateView>;
export type ImportProgressView = ProgressView<ImportStateView>;

/** The bank account as the books name it: `1010 Operating account`. */
export function bookLabel({ code, name }: BookView): string {
  return `${code} ${name}`;
}

/** What the account is known by: the bank account where it feeds one, otherwise its own name. */
export function importLabel(account: ImportAccountView): string {
  return account.bank_account === null ? accountLabel(account) : bookLabel(account.bank_account);
}

export const CORRECTIONS = {
  amount_changed: {
    label: 'Correction: amount changed',
    told: 'The bank changed the amount of an earlier line. This is the difference.',
  },
  removed: {
    label: 'Correction: taken back',
    told: 'The bank took an earlier line back. This makes up for it.',
  },
  opening_balance: {
    label: 'Correction: opening balance',
    told: 'The opening balance of the first statement was not right. This makes up for it.',
  },
} as const satisfies Record<CorrectionView, { label: string; told: string }>;

export function wordsOfImport(state: ImportStateView): StateWords {
  switch (state.kind) {
    case 'waiting':
      return { label: 'Waiting', tone: 'quiet', icon: 'wait', told: null };
    case 'working':
      return { label: 'Being read', tone: 'info', icon: 'download', told: null };
    case 'cancelled':
      return { label: 'Cancelled', tone: 'quiet', icon: 'minus', told: 'Nothing of this account was imported.' };
    case 'statements':
      return wordsOfStatements(state);
    case 'nothing':
      return wordsOfNothing(state);
    case 'already':
      return {
        label: 'Imported already',
        tone: 'quiet',
        icon: 'equal',
        told: `There are statements up to ${formatDay(state.until)}. Choose a later statement date.`,
      };
    case 'before':
      return {
        label: 'Begins later',
        tone: 'warning',
        icon: 'attention',
        told: `Its statements begin on ${formatDay(state.first)}. Choose that day or a later one.`,
      };
    case 'ahead':
      return {
        label: 'Waits for a day to come',
        tone: 'warning',
        icon: 'wait',
        told: `The last statement ends on ${formatDay(state.until)}, which is still to come on this computer, and nothing is imported until that day is over. If today’s date on this computer is right, the statement was made while its clock was ahead: wait until that day is over. If the date is behind, correct it and import again.`,
      };
    case 'unusable':
      return wordsOfUnusable(state.why);
    case 'amounts':
      return {
        label: `${counted(state.number, 'amount', 'amounts')} can’t be held`,
        tone: 'danger',
        icon: 'attention',
        told: 'Too large, or of another currency than the bank account. Nothing of this account was imported: compare with the bank’s own statement and enter it in your accounting software.',
      };
    case 'not_read':
      return wordsOfNotRead(state.why, state.code, 'import');
    case 'not_written':
      return wordsOfNotWritten('import');
  }
}

function wordsOfStatements(state: Extract<ImportStateView, { kind: 'statements' }>): StateWords {
  const { names, difference } = state;
  const label = names.length === 1 ? '1 statement' : `${names.length} statements`;
  const [first, ...others] = names;
  const last = others.at(-1);
  const told = last === undefined ? (first ?? '') : `${first} to ${last}`;
  if (difference === null) return { label, tone: 'good', icon: 'check', told };
  return { label, tone: 'warning', icon: 'attention', told: `${told}. ${CAUSES_OF_DIFFERENCE}` };
}

function wordsOfNothing({ closing, difference }: Extract<ImportStateView, { kind: 'nothing' }>): StateWords {
  const label = 'Nothing new';
  const told = 'There is no new transaction up to that day.';
  if (difference !== null) return { label, tone: 'warning', icon: 'attention', told: CAUSES_OF_DIFFERENCE };
  if (closing === null) return { label, tone: 'quiet', icon: 'equal', told };
  return { label, tone: 'quiet', icon: 'equal', told: `${told} The bank’s balance agrees.` };
}

/** What the bank says instead of the closing balance. */
export function bankSays(state: ImportStateView): string | null {
  if (state.kind !== 'statements' && state.kind !== 'nothing') return null;
  const { closing, difference } = state;
  const words = difference === null ? null : differenceWords(difference);
  if (closing === null || difference === null || words === null) return null;
  const statement = state.kind === 'nothing' ? 'the last statement' : 'the statement';
  const bank = formatMoney(plus(closing, difference));
  return `The bank says ${bank}, ${statement} ${formatMoney(closing)}: a difference of ${words}.`;
}

/** What an import came to, as a whole. */
export function wordsOfRun(run: ImportRunView): RunWords {
  return { title: titleOfRun(run), sentence: sentenceOfRun(run), tone: toneOfEnd(run, wordsOfImport) };
}

function sentenceOfRun(run: ImportRunView): string {
  const made = run.accounts.flatMap(({ state }) => (state.kind === 'statements' ? state.names : [])).length;
  const asks = asking(run, wordsOfImport);
  const parts = [
    made === 0 ? 'No statement was made.' : `${counted(made, 'statement was', 'statements were')} made.`,
    ...(run.is_cancelled ? ['What was imported before you cancelled stays.'] : []),
    ...(asks > 0 ? [`${counted(asks, 'account asks', 'accounts ask')} for your attention.`] : []),
  ];
  return parts.join(' ');
}

function titleOfRun({ ended_at, is_cancelled }: ImportRunView): string {
  if (ended_at === null) return is_cancelled ? 'The import is being cancelled' : 'Importing statements';
  return is_cancelled ? 'Import cancelled' : 'Import finished';
}
