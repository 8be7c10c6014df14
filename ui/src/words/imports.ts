/** Importing in words: why an account can't be imported, and how far it has come, each with what to do. */
import type { IconName } from '../components/Icon';
import type { Tone } from '../components/tone';
import type {
  BookView,
  CorrectionView,
  ImportAccountView,
  ImportProgressView,
  ImportRunView,
  ImportStateView,
  NotReadView,
  UnusableView,
} from '../ipc/bindings';
import { accountLabel, counted } from './account';
import { formatDay } from './day';
import { differenceWords, plus } from './difference';
import { formatMoney } from './money';

export interface ImportWords {
  label: string;
  tone: Tone;
  icon: IconName;
  /** What else is to be known, and what to do. */
  told: string | null;
}

/** The bank account as the books name it: `1010 Operating account`. */
export function bookLabel({ code, name }: BookView): string {
  return `${code} ${name}`;
}

/** What the account is known by: the bank account where it feeds one, otherwise its own name. */
export function importLabel(account: ImportAccountView): string {
  return account.bank_account === null ? accountLabel(account) : bookLabel(account.bank_account);
}

export const UNUSABLE = {
  not_linked: {
    label: 'Not linked to a bank account',
    told: 'Link it to one of your bank accounts under Bank accounts.',
  },
  inactive: {
    label: 'Inactive',
    told: 'It was not selected in the last update. Update the connection and select it.',
  },
  obsolete: {
    label: 'Obsolete',
    told: 'Its connection was removed. Reconnect it under Connections.',
  },
  updating: {
    label: 'Being updated',
    told: 'Finish the update of its connection first.',
  },
  bank_account_inactive: {
    label: 'Bank account not in use',
    told: 'Put the bank account in use again under Bank accounts.',
  },
} as const satisfies Record<UnusableView, { label: string; told: string }>;

const NOT_READ = {
  not_ready: 'Plaid is still fetching the transactions of this bank. Import again in a few minutes.',
  no_transactions:
    'The bank gives no transactions of this account, or your consent does not include them. Update the connection and allow transactions.',
  needs_update: 'The connection needs an update. Update it, then import again.',
  needs_reconnecting: 'Plaid no longer knows the login. Sign in anew, then import again.',
  plaid_unreachable: 'Plaid can’t be reached. Check the internet connection, then import again.',
  plaid_keys_refused: 'Plaid refused the firm’s keys. Ask the integration user to check them in the settings.',
  plaid_refused: 'Plaid refused the request. Import again; if it happens again, ask Plaid Support.',
  bank_unavailable: 'The bank does not answer. It passes by itself: import again later.',
  keyring: 'The keyring does not give the access to this bank. Unlock it, then import again.',
} as const satisfies Record<NotReadView, string>;

export const CORRECTIONS = {
  amount_changed: 'Correction: the bank changed the amount of an earlier line',
  removed: 'Correction: the bank took an earlier line back',
} as const satisfies Record<CorrectionView, string>;

export function wordsOfImport(state: ImportStateView): ImportWords {
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
      return {
        label: 'Nothing new',
        tone: 'quiet',
        icon: 'equal',
        told: 'There is no new transaction until that day.',
      };
    case 'already':
      return {
        label: 'Imported already',
        tone: 'quiet',
        icon: 'equal',
        told: `There are statements until ${formatDay(state.until)}. Choose a later statement date.`,
      };
    case 'unusable':
      return { label: UNUSABLE[state.why].label, tone: 'warning', icon: 'stop', told: UNUSABLE[state.why].told };
    case 'amounts':
      return {
        label: `${counted(state.number, 'amount', 'amounts')} can’t be held`,
        tone: 'danger',
        icon: 'attention',
        told: 'Too large, or of another currency than the bank account. Nothing of this account was imported: compare with the bank’s own statement and enter it by hand.',
      };
    case 'not_read': {
      const code = state.code === null ? '' : ` (${state.code})`;
      return { label: 'Not read', tone: 'warning', icon: 'attention', told: `${NOT_READ[state.why]}${code}` };
    }
    case 'not_written':
      return {
        label: 'Not saved',
        tone: 'danger',
        icon: 'disk',
        told: 'The records can’t be written. See that there is space on the disk, then import again.',
      };
  }
}

function wordsOfStatements(state: Extract<ImportStateView, { kind: 'statements' }>): ImportWords {
  const { names, difference } = state;
  const label = names.length === 1 ? '1 statement' : `${names.length} statements`;
  const told = names.join(', ');
  if (difference === null) return { label, tone: 'good', icon: 'check', told };
  return { label, tone: 'warning', icon: 'attention', told };
}

/** What the bank says instead of the closing balance: `The bank says $1,234.00: $12.00 more`. */
export function bankSays(state: ImportStateView): string | null {
  if (state.kind !== 'statements' || state.difference === null) return null;
  const words = differenceWords(state.difference);
  return words === null ? null : `The bank says ${formatMoney(plus(state.closing, state.difference))}: ${words}`;
}

/** Whether nothing more becomes of it in this import. */
export function isOver({ state }: ImportProgressView): boolean {
  return state.kind !== 'waiting' && state.kind !== 'working';
}

/** Whether it asks for something of the user. */
function asksFor({ state }: ImportProgressView): boolean {
  const { tone } = wordsOfImport(state);
  return tone === 'warning' || tone === 'danger';
}

/** What an import came to, in a sentence. */
export function sentenceOfRun({ accounts, is_cancelled }: ImportRunView): string {
  const made = accounts.flatMap(({ state }) => (state.kind === 'statements' ? state.names : [])).length;
  const asking = accounts.filter(asksFor).length;
  const parts = [
    made === 0 ? 'No statement was made.' : `${counted(made, 'statement was', 'statements were')} made.`,
    ...(is_cancelled ? ['What was imported before you cancelled stays.'] : []),
    ...(asking > 0 ? [`${counted(asking, 'account asks', 'accounts ask')} for your attention.`] : []),
  ];
  return parts.join(' ');
}

export function titleOfRun({ ended_at, is_cancelled }: ImportRunView): string {
  if (ended_at === null) return is_cancelled ? 'The import is being cancelled' : 'Importing statements';
  return is_cancelled ? 'Import cancelled' : 'Import finished';
}

export function toneOfRun(run: ImportRunView): Tone {
  if (run.ended_at === null) return 'info';
  return run.is_cancelled ? 'quiet' : run.accounts.some(asksFor) ? 'warning' : 'good';
}
