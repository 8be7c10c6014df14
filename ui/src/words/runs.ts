/** Work on several accounts in the background, whichever it is: what all of it has in common. Pure. */
import type { IconName } from '../components/Icon';
import type { Tone } from '../components/tone';
import type { NotReadView, ProgressView, RunView, UnusableView } from '../ipc/bindings';

/** What is told of an account in a run, or of what came of it. */
export interface StateWords {
  label: string;
  tone: Tone;
  icon: IconName;
  /** What else is to be known, and what to do. */
  told: string | null;
}

/** What is told of a run as a whole. */
export interface RunWords {
  title: string;
  sentence: string;
  tone: Tone;
}

/** Before and beside the results, every run has these. */
interface State {
  kind: string;
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
  paused: {
    label: 'Its connection is paused',
    told: 'Resume it under Connections.',
  },
  updating: {
    label: 'Being updated',
    told: 'Finish the update of its connection first.',
  },
  replaced: {
    label: 'Login replaced meanwhile',
    told: 'Its connection got another login while its bank was read, so nothing was kept. Choose it again.',
  },
  bank_account_inactive: {
    label: 'Bank account not in use',
    told: 'Put the bank account in use again under Bank accounts.',
  },
} as const satisfies Record<UnusableView, { label: string; told: string }>;

/** What a run does, as its sentences need it. */
export type Doing = 'import' | 'refresh';

const DATA = { import: 'transactions', refresh: 'balances' } as const satisfies Record<Doing, string>;

/** An account that can't be used. */
export function wordsOfUnusable(why: UnusableView): StateWords {
  return { label: UNUSABLE[why].label, tone: 'warning', icon: 'stop', told: UNUSABLE[why].told };
}

/** An account whose bank could not be read, with Plaid’s code where it gave one. */
export function wordsOfNotRead(why: NotReadView, code: string | null, doing: Doing): StateWords {
  const told = `${notRead(why, doing)}${code === null ? '' : ` (${code})`}`;
  return { label: 'Not read', tone: 'warning', icon: 'attention', told };
}

function notRead(why: NotReadView, doing: Doing): string {
  switch (why) {
    case 'not_ready':
      return `Plaid is still fetching the ${DATA[doing]} of this bank. Try to ${doing} again in a few minutes.`;
    case 'not_given':
      return `The bank gives no ${DATA[doing]} of this account, or your consent does not include them. Update the connection and allow ${DATA[doing]}.`;
    case 'too_often':
      return `The bank was asked too often in a short time. Wait a minute, then ${doing} again.`;
    case 'needs_update':
      return `The connection needs an update. Update it, then ${doing} again.`;
    case 'needs_reconnecting':
      return `Plaid no longer knows the login. Sign in anew, then ${doing} again.`;
    case 'plaid_unreachable':
      return `Plaid can’t be reached. Check the internet connection, then ${doing} again.`;
    case 'plaid_keys_refused':
      return 'Plaid refused the firm’s keys. Ask the integration user to check them in the settings.';
    case 'plaid_refused':
      return `Plaid refused the request. Try to ${doing} again; if it happens again, ask Plaid Support.`;
    case 'bank_unavailable':
      return `The bank does not answer. It passes by itself: ${doing} again later.`;
    case 'keyring':
      return `The keyring does not give the access to this bank. Unlock it, then ${doing} again.`;
  }
}

/** What could not be kept. */
export function wordsOfNotWritten(doing: Doing): StateWords {
  return {
    label: 'Not saved',
    tone: 'danger',
    icon: 'disk',
    told: `The records can’t be written. See that there is space on the disk, then ${doing} again.`,
  };
}

/** Whether nothing more becomes of the account in this run. */
export function isOver<S extends State>({ state }: ProgressView<S>): boolean {
  return state.kind !== 'waiting' && state.kind !== 'working';
}

/** Of a run that ended: whether an account asks for something of the user. */
export function toneOfEnd<S extends State>(run: RunView<S>, wordsOf: (state: S) => StateWords): Tone {
  if (run.ended_at === null) return 'info';
  return run.is_cancelled ? 'quiet' : asking(run, wordsOf) > 0 ? 'warning' : 'good';
}

/** How many accounts ask for something of the user. */
export function asking<S extends State>({ accounts }: RunView<S>, wordsOf: (state: S) => StateWords): number {
  return accounts.map(({ state }) => wordsOf(state).tone).filter((tone) => tone === 'warning' || tone === 'danger')
    .length;
}
