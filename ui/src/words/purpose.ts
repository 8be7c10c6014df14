/** What a link session is for, in the words of its dialogs. */
import type { LeaveRequestView, PurposeView } from '../ipc/bindings';

interface PurposeWords {
  /** The button that gives the open page up. */
  cancel: string;
  /** In the middle of what: the end of the title of the warning before an open page is left. */
  middle: string;
  /** What would be lost. */
  loss: { strong: string; text: string };
  /** What Bank Connections does then. */
  then: string;
  /** The steps, the user's and those that go by themselves. */
  steps: readonly string[];
  /** The name of the list of steps. */
  progress: string;
}

const REPAIRED = 'reads what has changed at the bank and repairs the records.';
const READ = 'asks Plaid what became of the sign-in. What was finished there is taken over.';

export const PURPOSES = {
  update: {
    cancel: 'Cancel update…',
    middle: 'in the middle of the update?',
    loss: {
      strong: 'If you have entered your credentials, finish the update.',
      text: 'The bank may have accepted them already, but your selection of accounts would be lost, and you would have to sign in again to make it.',
    },
    then: REPAIRED,
    steps: [
      'The bank’s window opens',
      'You sign in there and choose the accounts',
      'Bank Connections reads the accounts',
      'Your records are brought up to date',
    ],
    progress: 'Progress of the update',
  },
  connect: {
    cancel: 'Cancel…',
    middle: 'in the middle of connecting?',
    loss: {
      strong: 'If you have entered your credentials, finish connecting.',
      text: 'Nothing is connected before the end: your sign-in and your selection of accounts would be lost, and you would have to begin again.',
    },
    then: READ,
    steps: [
      'The bank’s window opens',
      'You find your bank, sign in there and choose the accounts',
      'Bank Connections reads the accounts',
      'The bank is added to your connections',
    ],
    progress: 'Progress of connecting',
  },
  replace: {
    cancel: 'Cancel…',
    middle: 'in the middle of the new sign-in?',
    loss: {
      strong: 'If you have entered your credentials, finish the sign-in.',
      text: 'The login is replaced only at the end: your sign-in and your selection of accounts would be lost, and the connection would stay as it is.',
    },
    then: READ,
    steps: [
      'The bank’s window opens',
      'You pick the same bank, sign in there and choose the accounts',
      'Bank Connections reads the accounts',
      'Your records go on with the new login',
    ],
    progress: 'Progress of the new sign-in',
  },
  reconnect: {
    cancel: 'Cancel…',
    middle: 'in the middle of reconnecting?',
    loss: {
      strong: 'If you have entered your credentials, finish reconnecting.',
      text: 'Nothing is reconnected before the end: your sign-in and your selection of accounts would be lost, and you would have to begin again.',
    },
    then: READ,
    steps: [
      'The bank’s window opens',
      'You pick the same bank, sign in there and choose the accounts',
      'Bank Connections reads the accounts',
      'The connection goes on with its numbers and history',
    ],
    progress: 'Progress of reconnecting',
  },
} as const satisfies Record<PurposeView, PurposeWords>;

interface LeavingWords {
  /** The beginning of the title of the warning. */
  title: string;
  /** The button that does it all the same. */
  act: string;
  /** The beginning of what happens then. */
  then: string;
}

/** The ways in which an open page can be left. */
export const LEAVING = {
  close: { title: 'Leave', act: 'Leave anyway', then: 'If you leave, Bank Connections' },
  quit: { title: 'Quit', act: 'Quit anyway', then: 'If you quit, Bank Connections, at its next start,' },
  sign_out: {
    title: 'Sign out',
    act: 'Sign out anyway',
    then: 'If you sign out, the bank’s window closes, and Bank Connections',
  },
  lock: {
    title: 'Lock',
    act: 'Lock anyway',
    then: 'If you lock, the bank’s window closes, and Bank Connections',
  },
} as const satisfies Record<LeaveRequestView, LeavingWords>;

interface GivingUpWords {
  /** The button that wishes it. */
  wish: string;
  title: string;
  text: string;
  /** The button that does it. */
  act: string;
  /** What came of it. */
  done: string;
}

/** Not using a new login that waits. */
export const GIVING_UP = {
  connect: {
    wish: 'Don’t connect…',
    title: 'Stop connecting this bank?',
    text: 'Your sign-in is not used. Where Plaid has made the login already, it is removed there, so that nothing is billed.',
    act: 'Don’t connect',
    done: 'Nothing was connected',
  },
  replace: {
    wish: 'Don’t replace…',
    title: 'Keep the login as it was?',
    text: 'The new login is removed at Plaid, and your connection stays as it was. To replace its login later, sign in at the bank again.',
    act: 'Don’t replace',
    done: 'The login was not replaced',
  },
  reconnect: {
    wish: 'Don’t reconnect…',
    title: 'Stop reconnecting?',
    text: 'The new login is removed at Plaid, and the connection stays removed. To reconnect it later, sign in at the bank again.',
    act: 'Don’t reconnect',
    done: 'Nothing was reconnected',
  },
} as const satisfies Record<Exclude<PurposeView, 'update'>, GivingUpWords>;
