/** What a link session came to, in words. */
import type { IconName } from '../components/Icon';
import type { Tone } from '../components/tone';
import type { OutcomeView, PurposeView, UpdateResultView } from '../ipc/bindings';
import { counted } from './account';
import { nameWithId } from './institution';

export interface OutcomeWords {
  title: string;
  sentence: string;
  tone: Tone;
  icon: IconName;
}

const AS_THEY_WERE = 'Your records are as they were.';

/** What each outcome is called in a word, for lists. */
export const OUTCOME_LABELS = {
  updated: 'Updated',
  repaired: 'Repaired by itself',
  unchanged: 'Nothing changed',
  unread: 'Accounts not read',
  not_opened: 'Not opened',
  connected: 'Connected',
  replaced: 'Login replaced',
  reconnected: 'Reconnected',
  stopped: 'Stopped',
  wrong_bank: 'Another bank was picked',
  too_late: 'Sign-in expired',
  refused: 'Refused by Plaid',
  lost: 'Plaid’s answer was lost',
} as const satisfies Record<OutcomeView, string>;

export function wordsOfOutcome(result: Told): OutcomeWords {
  return { title: OUTCOME_LABELS[result.outcome], ...LOOKS[result.outcome], ...SAID[result.outcome](result) };
}

type Told = Pick<
  UpdateResultView,
  'outcome' | 'purpose' | 'institution' | 'expected_institution' | 'changes' | 'removal' | 'is_nothing_sent'
>;
type Said = Pick<OutcomeWords, 'sentence'> & Partial<Pick<OutcomeWords, 'title'>>;

const LOOKS = {
  updated: { tone: 'good', icon: 'check' },
  repaired: { tone: 'good', icon: 'repaired' },
  unchanged: { tone: 'quiet', icon: 'equal' },
  unread: { tone: 'quiet', icon: 'equal' },
  not_opened: { tone: 'quiet', icon: 'equal' },
  connected: { tone: 'good', icon: 'link' },
  replaced: { tone: 'good', icon: 'swap' },
  reconnected: { tone: 'good', icon: 'link' },
  stopped: { tone: 'quiet', icon: 'equal' },
  wrong_bank: { tone: 'warning', icon: 'attention' },
  too_late: { tone: 'warning', icon: 'wait' },
  refused: { tone: 'danger', icon: 'stop' },
  lost: { tone: 'warning', icon: 'question' },
} as const satisfies Record<OutcomeView, { tone: Tone; icon: IconName }>;

const SAID: Record<OutcomeView, (result: Told) => Said> = {
  updated: () => ({ sentence: 'The update is finished, and your records are up to date.' }),
  // Whether it came of this update or was there before, nobody can tell, unless Plaid says that nothing was sent.
  repaired: ({ is_nothing_sent }) => ({
    sentence: is_nothing_sent
      ? 'You left before anything was sent to the bank. An earlier difference was taken into the records, which agree with the bank again.'
      : 'The update was not finished. What had changed at the bank by then is taken into the records, which agree with the bank again.',
  }),
  unchanged: ({ purpose }) => ({ sentence: `${UNFINISHED[purpose]} ${AS_THEY_WERE}` }),
  unread: () => ({
    sentence: `The update is over, but the accounts could not be read because the sign-in does not work. ${AS_THEY_WERE}`,
  }),
  not_opened: () => ({
    sentence: `The bank’s window was never opened, so nothing could change. ${AS_THEY_WERE}`,
  }),
  connected: (result) => ({ sentence: sentenceOfConnected(result) }),
  replaced: () => ({
    sentence: 'The connection works with the new login. Its numbers, bank-account mapping and history stay.',
  }),
  reconnected: () => ({
    sentence: 'The connection is in use again. Its numbers, bank-account mapping and history go on.',
  }),
  stopped: ({ purpose, removal }) => ({
    title: STOPPED[purpose],
    sentence: `${removal === null ? 'You stopped.' : 'You stopped, and the new login is removed at Plaid.'} ${AS_THEY_WERE}`,
  }),
  wrong_bank: (result) => ({ sentence: sentenceOfWrongBank(result) }),
  too_late: () => ({
    sentence: `Plaid keeps a finished sign-in for 30 minutes, and it could not be taken over in that time. ${AS_THEY_WERE}`,
  }),
  refused: ({ purpose }) => ({
    sentence: `You signed in, but Plaid did not hand over the login. ${STOPPED[purpose]}. ${AS_THEY_WERE}`,
  }),
  lost: () => ({
    sentence: `You signed in, and Plaid made the login, but its answer did not arrive. ${AS_THEY_WERE}`,
  }),
};

const UNFINISHED = {
  update: 'The update was not finished, and nothing changed at the bank.',
  connect: 'The sign-in was not finished, and no bank was connected.',
  replace: 'The new sign-in was not finished, and the login was not replaced.',
  reconnect: 'The sign-in was not finished, and the connection was not reconnected.',
} as const satisfies Record<PurposeView, string>;

const STOPPED = {
  update: 'Nothing was updated',
  connect: 'Nothing was connected',
  replace: 'The login was not replaced',
  reconnect: 'Nothing was reconnected',
} as const satisfies Record<PurposeView, string>;

/** `3 accounts of First Platypus Bank (ins_109508) are connected.` */
function sentenceOfConnected({ changes, institution }: Told): string {
  const accounts = counted(changes.length, 'account', 'accounts');
  const of = institution === null ? '' : ` of ${nameWithId(institution)}`;
  return `${accounts}${of} ${changes.length === 1 ? 'is' : 'are'} connected.`;
}

function sentenceOfWrongBank({ institution, expected_institution: expected }: Told): string {
  const picked = institution === null ? 'another bank' : nameWithId(institution);
  const belongs = expected === null ? 'another one' : nameWithId(expected);
  return `You picked ${picked}. This connection belongs to ${belongs}. Nothing was changed.`;
}
