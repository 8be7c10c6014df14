/** Every problem that a command can fail with, as a sentence and a next step. */
import type { Code, Problem } from '../ipc/bindings';

/** What the user can do about a problem. The screen that shows the problem knows how. */
export type NextStep =
  'try_again' | 'show_session' | 'tell_apart' | 'sign_in_anew' | 'reconnect' | 'set_up_mail' | 'read_again' | 'none';

export interface ProblemWords {
  title: string;
  sentence: string;
  next: NextStep;
}

export const PROBLEMS = {
  not_ready: {
    title: 'Still starting',
    sentence: 'Bank Connections is not ready yet. Wait a moment, then try again.',
    next: 'try_again',
  },
  already_running: {
    title: 'Bank Connections is already running',
    sentence: 'Another copy works on the same records. Go on in its window, or quit it there and try again.',
    next: 'try_again',
  },
  records_busy: {
    title: 'The records are in use',
    sentence:
      'Another program keeps their file to itself at this moment, such as a backup of this computer, or something here takes long. Nothing was changed. Wait a moment, then try again.',
    next: 'try_again',
  },
  keyring_missing: {
    title: 'No keyring on this computer',
    sentence:
      'Bank Connections keeps its secrets in the keyring of the operating system, and none answers. Install or start one, such as GNOME Keyring or KWallet, then try again.',
    next: 'try_again',
  },
  keyring_locked: {
    title: 'Your keyring is locked',
    sentence: 'Unlock it with its password. The window that asks for it can be behind this one. Then try again.',
    next: 'try_again',
  },
  keyring_refused: {
    title: 'The keyring refused access',
    sentence: 'Access was denied, or the window that asks for the password was closed. Try again and allow the access.',
    next: 'try_again',
  },
  keyring_silent: {
    title: 'The keyring does not answer',
    sentence:
      'It is there, but it did not answer in time. Another window may be waiting for your password, or the keyring hangs. Wait a moment, or sign out of this computer and in again, then try again. Nothing is lost.',
    next: 'try_again',
  },
  keyring_entry_missing: {
    title: 'A key is missing from the keyring',
    sentence:
      'The records are here, but the key that belongs to them is not in this keyring. Restore the keyring, or sign in to this computer as the user who set up Bank Connections, then try again. Nothing was deleted.',
    next: 'try_again',
  },
  keyring_entry_damaged: {
    title: 'A key in the keyring was changed',
    sentence:
      'The entry that is named below holds something else than what Bank Connections put there. Put the keyring back from a backup of this computer, then try again. Nothing was deleted, and the records are as they were.',
    next: 'try_again',
  },
  access_token_missing: {
    title: 'The access to this bank is missing from the keyring',
    sentence:
      'The keyring no longer has what lets Bank Connections ask this bank, or something else was put in its place. Restore the keyring, or sign in to this computer as the user who connected the bank, then try again. Your other banks and all records are unaffected.',
    next: 'try_again',
  },
  records_elsewhere: {
    title: 'The records of this profile are not here',
    sentence:
      'The keyring has their key, but this folder has neither the records nor a backup of them. Start Bank Connections with the folder that they are in, or put them back, then try again. Nothing was made in their place.',
    next: 'try_again',
  },
  database_wrong_key: {
    title: 'The key does not open the records',
    sentence:
      'Either the key in the keyring is not the one that belongs to these records, or the beginning of the file is damaged; the two can’t be told apart. If the keyring was changed or replaced, put it back. Otherwise put the records back from a backup. Then try again. Nothing was changed.',
    next: 'try_again',
  },
  database_missing: {
    title: 'The records are missing',
    sentence:
      'The database file is not where it was, but there are backups of it. Put the file back and try again, or restore a backup. Nothing was changed.',
    next: 'try_again',
  },
  database_unreadable: {
    title: 'The records can’t be opened',
    sentence:
      'The database file is damaged. Nothing was changed. Restore a backup, or put the right file back and try again.',
    next: 'try_again',
  },
  database_newer: {
    title: 'The records belong to a newer version',
    sentence:
      'A newer Bank Connections has written them, and this one leaves them alone. Install the newer version, or go back to a backup from before it.',
    next: 'try_again',
  },
  database_read_only: {
    title: 'The records can’t be written',
    sentence:
      'The database file or its folder is write-protected, or belongs to another user of this computer. Allow writing to it, then try again. Nothing was changed.',
    next: 'try_again',
  },
  disk_full: {
    title: 'The disk is full',
    sentence: 'Nothing more can be saved. What was saved before is safe. Free some space, then try again.',
    next: 'try_again',
  },
  backup_unusable: {
    title: 'This backup can’t be used',
    sentence:
      'It is damaged, belongs to another key, or was written by a newer version. Choose another one. Nothing was changed.',
    next: 'none',
  },
  export_failed: {
    title: 'The file can’t be written',
    sentence:
      'Your folder of downloads does not take it. Check that the folder exists and that you may write to it, then try again.',
    next: 'try_again',
  },
  plaid_unreachable: {
    title: 'Plaid can’t be reached',
    sentence: 'Check the internet connection of this computer, then try again.',
    next: 'try_again',
  },
  plaid_busy: {
    title: 'Plaid is busy',
    sentence: 'It was asked too often in a short time. Wait a minute, then try again; nothing is lost.',
    next: 'try_again',
  },
  profile_unreadable: {
    title: 'Which profile to open can’t be read',
    sentence:
      'The small file that says it is damaged. Choose the profile that you want to open; the records of all profiles are unaffected.',
    next: 'try_again',
  },
  owner_unreadable: {
    title: 'It can’t be told whose these records are',
    sentence:
      'The records are here, but the small file beside them that says which keys they belong to is missing or damaged. Nothing was changed, and no other records were made in their place. Put the file right, then try again.',
    next: 'try_again',
  },
  plaid_secret_missing: {
    title: 'The secret for Plaid is missing',
    sentence: 'Plaid can’t be asked without it. The integration user enters it in the settings, under Plaid keys.',
    next: 'none',
  },
  invalid_plaid_keys: {
    title: 'These can’t be keys for Plaid',
    sentence: 'Copy the client ID and the secret once more from the Plaid Dashboard. Nothing was changed.',
    next: 'none',
  },
  plaid_keys_refused: {
    title: 'Plaid refused the firm’s keys',
    sentence:
      'The client ID or the secret is not valid here. Ask whoever manages the firm’s Plaid keys, then try again.',
    next: 'try_again',
  },
  plaid_refused: {
    title: 'Plaid refused',
    sentence: 'Plaid did not accept the request. Try again; if it happens again, send the details to Plaid Support.',
    next: 'try_again',
  },
  bank_unavailable: {
    title: 'The bank does not answer',
    sentence: 'This is on the bank’s side and usually passes by itself. Try again later; nothing has to be repaired.',
    next: 'try_again',
  },
  bank_not_served: {
    title: 'Plaid no longer works with this bank',
    sentence:
      'Bank Connections reaches banks through Plaid, and this one is no longer among them. What was recorded before stays.',
    next: 'none',
  },
  session_open: {
    title: 'Another bank’s window is open',
    sentence: 'One bank at a time: finish what is open first.',
    next: 'show_session',
  },
  awaiting_mapping: {
    title: 'Accounts have to be told apart first',
    sentence: 'The last update found accounts that only you can tell apart. Do that before the next update.',
    next: 'tell_apart',
  },
  connection_obsolete: {
    title: 'This connection was removed',
    sentence: 'It can’t be updated, only reconnected. Its numbers and history go on then.',
    next: 'reconnect',
  },
  connection_gone: {
    title: 'Plaid no longer knows this login',
    sentence:
      'Access was withdrawn at the bank or at Plaid, so the login can’t be updated. Sign in anew at the same bank; numbers and history stay.',
    next: 'sign_in_anew',
  },
  not_found: {
    title: 'It is no longer there',
    sentence: 'The list on the screen was out of date.',
    next: 'read_again',
  },
  not_allowed: {
    title: 'Only the integration user may do this',
    sentence: 'Ask the integration user of your firm.',
    next: 'none',
  },
  signed_out: {
    title: 'Nobody is signed in',
    sentence: 'Sign in, then try again.',
    next: 'none',
  },
  password_unusable: {
    title: 'This password can’t be taken',
    sentence: 'Choose one with 12 to 256 characters. Nothing was changed.',
    next: 'none',
  },
  password_guessable: {
    title: 'This password is guessed at once',
    sentence: 'Choose another one, such as a sentence of your own. Nothing was changed.',
    next: 'none',
  },
  name_unusable: {
    title: 'This name can’t be taken',
    sentence: 'Enter a name of up to 60 characters. Nothing was changed.',
    next: 'none',
  },
  lock_setting_unusable: {
    title: 'The application can’t lock after so many minutes',
    sentence: 'Choose one of the times that are offered. Nothing was changed.',
    next: 'none',
  },
  name_taken: {
    title: 'This name is taken',
    sentence: 'Every name is given once, also that of a user whose access was taken away. Choose another one.',
    next: 'none',
  },
  removing: {
    title: 'This connection is being removed',
    sentence: 'Its removal goes on by itself. Once it is removed, you can reconnect it.',
    next: 'none',
  },
  not_obsolete: {
    title: 'This connection is in use',
    sentence: 'Only a removed connection is reconnected. Update this one.',
    next: 'read_again',
  },
  no_longer_possible: {
    title: 'It is too late for that',
    sentence: 'It has gone on meanwhile, or it is over. The screen shows how it stands now.',
    next: 'read_again',
  },
  mail_unreachable: {
    title: 'The mail server can’t be reached',
    sentence:
      'Check the server, the port and the encryption, and the internet connection of this computer, then try again.',
    next: 'try_again',
  },
  mail_password_refused: {
    title: 'The mail server refused the sign-in',
    sentence: 'The username or the password is not valid there.',
    next: 'try_again',
  },
  mail_refused: {
    title: 'The mail server refused the message',
    sentence: 'It said why, in the words below. Correct the addresses, or ask whoever runs the server.',
    next: 'try_again',
  },
  mail_not_encrypted: {
    title: 'The mail server offers no encryption',
    sentence:
      'Bank Connections sends nothing unencrypted. Choose the other encryption or another port, or ask whoever runs the server.',
    next: 'try_again',
  },
  invalid_mail_settings: {
    title: 'The mail settings are not valid',
    sentence: 'Correct what is named here, then try again. Nothing was saved.',
    next: 'none',
  },
  mail_not_set_up: {
    title: 'Mail is not set up',
    sentence: 'Enter your mail server and the recipients first. Nothing is lost: the message waits.',
    next: 'set_up_mail',
  },
  schedule_running: {
    title: 'A schedule runs at this moment',
    sentence: 'Schedules run one after another. Wait until it has ended, then run this one.',
    next: 'none',
  },
  invalid_schedule: {
    title: 'This schedule can’t be saved',
    sentence: 'Correct what is named here. Nothing was changed.',
    next: 'none',
  },
  bank_account_code_taken: {
    title: 'This code is taken',
    sentence:
      'Another bank account has this code; small and capital letters are taken for the same. Enter another code.',
    next: 'none',
  },
  invalid_bank_account: {
    title: 'This bank account can’t be saved',
    sentence: 'Correct what is named here. Nothing was changed.',
    next: 'none',
  },
  currency_differs: {
    title: 'The currencies differ',
    sentence: 'An account feeds a bank account of its own currency only. Nothing was linked.',
    next: 'none',
  },
  currency_unofficial: {
    title: 'This account can’t feed the books',
    sentence: 'Its bank tells no official currency of it, so its amounts can’t be in books. Nothing was linked.',
    next: 'none',
  },
  not_in_use: {
    title: 'Only what is in use can be linked',
    sentence: 'Nothing was linked.',
    next: 'read_again',
  },
  already_linked: {
    title: 'One of the two is linked already',
    sentence: 'An account feeds one bank account, and each bank account is fed by one. Nothing was changed.',
    next: 'read_again',
  },
  bank_account_fed: {
    title: 'This bank account is linked',
    sentence: 'What is linked stays active. Unlink it first. Nothing was changed.',
    next: 'none',
  },
  invalid_opening: {
    title: 'Statements can’t begin there',
    sentence: 'Correct the opening balance or the start date. Nothing was changed.',
    next: 'none',
  },
  statements_exist: {
    title: 'There are statements already',
    sentence:
      'Each statement begins with the closing balance of the one before, so the start date stays as it is. An opening balance that is not right can be corrected. Nothing was changed.',
    next: 'read_again',
  },
  file_unusable: {
    title: 'This file can’t be read',
    sentence: 'Nothing was changed.',
    next: 'none',
  },
  preview_outdated: {
    title: 'The preview is out of date',
    sentence: 'The bank accounts have changed since. Nothing was imported. Look at the preview again.',
    next: 'read_again',
  },
  invalid_import: {
    title: 'This can’t be done like that',
    sentence: 'Correct what is named here, then try again. Nothing was changed.',
    next: 'none',
  },
  internal: {
    title: 'Something went wrong in Bank Connections',
    sentence: 'This is a mistake of the application. Try again; if it happens again, send the details to its makers.',
    next: 'try_again',
  },
} as const satisfies Record<Code, ProblemWords>;

export const NEXT_STEPS = {
  try_again: 'Try again',
  show_session: 'Show what is open',
  tell_apart: 'Tell accounts apart',
  sign_in_anew: 'Sign in anew…',
  reconnect: 'Reconnect…',
  set_up_mail: 'Set up mail',
  read_again: 'Read the list again',
  none: null,
} as const satisfies Record<NextStep, string | null>;

/** Whether the keyring as a whole stands in the way, and not one of its entries. */
export function isOfKeyring({ code }: Problem): boolean {
  return ['keyring_missing', 'keyring_locked', 'keyring_refused', 'keyring_silent'].includes(code);
}

export function wordsOfProblem(problem: Problem): ProblemWords {
  return PROBLEMS[problem.code];
}
