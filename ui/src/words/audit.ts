/** The audit in words. What the application has no words for is shown as it is recorded. */
import type { Tone } from '../components/tone';
import type { AuditEntryView, BreakView, SpellingsArgument } from '../ipc/bindings';
import { counted } from './account';
import { OUTCOME_LABELS } from './outcome';

/** What was done. */
const ACTS: Record<string, string> = {
  accepted: 'Sign-in accepted',
  acknowledge: 'Put result away',
  add_bank_account: 'Add bank account',
  add_user: 'Add user',
  ambiguous: 'Accounts to tell apart',
  back_up: 'Back up the records',
  begin_anew: 'Begin with empty records',
  brought: 'New login taken over',
  change_bank_account: 'Change bank account',
  change_opening: 'Change opening balance or start date',
  change_password: 'Change own password',
  change_database_key: 'Change the key of the records',
  check: 'Check connection',
  check_audit: 'Check the audit',
  connect: 'Connect bank',
  correct_opening: 'Correct opening balance',
  decide_duplicate: 'Decide about a second login',
  decide_mapping: 'Tell accounts apart',
  duplicate_found: 'Bank looks connected already',
  exchanged: 'Login handed over by Plaid',
  expired: 'Bank’s window expired',
  export_audit: 'Export the audit',
  export_statements: 'Export statements',
  found_at_start: 'Open session found at the start',
  fruitless: 'Nothing connected',
  gap: 'Days without transactions',
  give_up: 'Give up',
  given_up: 'Given up',
  import_bank_accounts: 'Import bank accounts',
  import_statement: 'Import statement',
  left: 'Leave the bank’s window',
  link_bank_account: 'Link bank account',
  let_go: 'Let new login go',
  lock: 'Lock',
  lock_setting: 'Change when to lock',
  notifications_setting: 'Change notifications',
  tray_setting: 'Change whether to stay in the tray',
  look_for_orphans: 'Look for lost logins',
  mail_settings: 'Change mail settings',
  message: 'E-mail',
  page_completed: 'Bank’s window finished',
  page_created: 'Open the bank’s window',
  page_exited: 'Bank’s window exited',
  page_expired: 'Bank’s window expired',
  page_refused: 'Bank’s window refused by Plaid',
  pause: 'Pause or resume connection',
  plaid_keys: 'Change Plaid keys',
  plaid_secret: 'Secret for Plaid',
  profile: 'Change the profile',
  reconciled: 'Compare with the bank',
  reconnect: 'Reconnect',
  recovery_code: 'New recovery code',
  refresh: 'Refresh balances',
  remove_login: 'Remove login at Plaid',
  remove_orphan: 'Remove lost login',
  remove_user: 'Remove user',
  replace: 'Replace login',
  reset_password: 'Reset password',
  restore: 'Restore a backup',
  retry_removal: 'Try removal again',
  retry_session: 'Try session again',
  retry_settling: 'Try to settle again',
  schedule: 'Schedule',
  scheduled_run: 'Run of a schedule',
  set_statement_lines: 'Set lines per statement',
  show_page: 'Show the bank’s page elsewhere',
  sign_in: 'Sign in',
  sign_out: 'Sign out',
  start_connect: 'Begin to connect',
  start_reconnect: 'Begin to reconnect',
  start_replace: 'Begin to replace login',
  start_update: 'Begin update',
  stopped: 'Stop',
  suggestion: 'Suggested link',
  tell_apart: 'Tell transactions apart',
  test_message: 'Send a test message',
  unlink_bank_account: 'Unlink bank account',
  unreadable: 'Accounts could not be read',
  update: 'Update',
  window_lost: 'Bank’s window lost',
};

/** What came of it. */
const OUTCOMES: Record<string, string> = {
  ...OUTCOME_LABELS,
  accepted: 'Done',
  accountant: 'Accountant added',
  added: 'Added',
  accounts_agree: 'Accounts agree with the bank',
  accounts_differ: 'Accounts differ from the bank',
  another: 'Another transaction',
  asked_for: 'Asked for',
  bank_unavailable: 'Bank unavailable',
  begun_anew: 'Begun',
  broken: 'Not complete',
  browser: 'In the browser',
  changed: 'Changed',
  cancelled: 'Cancelled',
  complete: 'Complete',
  connect_anyway: 'Connect all the same',
  decided: 'Decided',
  done: 'Done',
  exported: 'Exported',
  failed: 'Failed',
  forgotten: 'Forgotten',
  found: 'Found',
  given_up: 'Given up',
  gone: 'Needs reconnecting',
  gone_at_plaid: 'Gone at Plaid, token forgotten',
  good: 'Works',
  imported: 'Imported',
  integration_user: 'Integration user created',
  kept: 'Kept in the keyring',
  kept_untested: 'Kept in the keyring without a test',
  keyring: 'Keyring did not answer',
  linked: 'Linked',
  locked: 'Locked',
  locked_after_idleness: 'Locked, nobody was there',
  locked_with_the_computer: 'Locked with the computer',
  needs_update: 'Needs update',
  not_wanted: 'Not suggested any more',
  not_encrypted: 'Server offers no encryption',
  nothing_found: 'Nothing found',
  password_refused: 'Server refused the password',
  paused: 'Paused',
  put_off: 'Tried again later',
  recovered: 'Set with the recovery code',
  refreshed: 'Refreshed',
  removed: 'Removed',
  removing: 'Asked for',
  renewed: 'Renewed',
  reopened: 'Open again',
  requested: 'Begun',
  reset: 'Reset',
  restored: 'Restored',
  resumed: 'Resumed',
  same: 'The same transaction',
  saved: 'Saved',
  seen: 'Seen',
  seen_to: 'Seen to',
  sent: 'Sent',
  sent_again: 'Sent again',
  set: 'Set',
  suggested_again: 'Suggested again',
  signed_in: 'Signed in',
  signed_out: 'Signed out',
  switched: 'Switched',
  switched_off: 'Switched off',
  switched_on: 'Switched on',
  taken: 'Taken',
  uncertain: 'Not known whether sent',
  unlinked: 'Unlinked',
  unreachable: 'Server not reached',
  use_existing: 'Use the existing connection',
  waits_for_statement: 'Waits for the next statement',
  window: 'In the window',
  withdrawn: 'Taken back',
  written: 'Written',
  written_down: 'Written down',
};

/** The words for the recorded acts and outcomes, for a file that is read beside the screen. */
export function spellings(): SpellingsArgument {
  const refused = Object.entries(REFUSED).map(([act, word]) => [`${act}/refused`, word] as const);
  return { acts: ACTS, outcomes: { ...OUTCOMES, ...Object.fromEntries(refused) } };
}

const TONES: Record<string, Tone> = {
  bank_unavailable: 'warning',
  broken: 'danger',
  failed: 'danger',
  gone: 'warning',
  keyring: 'warning',
  lost: 'warning',
  needs_update: 'warning',
  not_encrypted: 'warning',
  password_refused: 'warning',
  refused: 'danger',
  too_late: 'warning',
  uncertain: 'warning',
  unreachable: 'warning',
  wrong_bank: 'warning',
};

/** Words for the outcome of one act alone. */
const REFUSED: Record<string, string> = { message: 'Refused by the server', sign_in: 'Wrong password' };

/** What a record is called that belongs to no bank and has no name. */
const OBJECTS: Record<string, string> = {
  audit: 'The audit',
  mail: 'Mail settings',
  plaid: 'Plaid',
  bank_accounts: 'The bank accounts',
  records: 'The records',
  settings: 'Settings',
  statements: 'Statements',
};

export function actLabel(what: string): string {
  return ACTS[what] ?? what;
}

export function outcomeLabel({ what, outcome }: Pick<AuditEntryView, 'what' | 'outcome'>): string {
  return (outcome === 'refused' ? REFUSED[what] : undefined) ?? OUTCOMES[outcome] ?? outcome;
}

export function outcomeTone({ outcome }: Pick<AuditEntryView, 'outcome'>): Tone | undefined {
  return TONES[outcome];
}

export function objectLabel({ object_name: name, object_id: id }: AuditEntryView): string {
  return name ?? OBJECTS[id] ?? id;
}

/** The acts whose words have this word in them. */
export function actsCalled(word: string): string[] {
  return called(ACTS, word);
}

/** The outcomes whose words have this word in them. */
export function outcomesCalled(word: string): string[] {
  return called(OUTCOMES, word);
}

/** Where the chain does not hold, as a title. */
export function breakTitle(found: BreakView): string {
  switch (found.kind) {
    case 'changed':
      return `Entry ${found.id} was changed after it was written`;
    case 'inserted':
      return `Entry ${found.id} was not written by Bank Connections`;
    case 'missing':
      return found.first === found.last
        ? `Entry ${found.first} is missing`
        : `Entries ${found.first} to ${found.last} are missing`;
    case 'cut_off': {
      const gone = found.written - found.last;
      return `The last ${counted(gone, 'entry is', 'entries are')} missing`.replace('last 1 entry', 'last entry');
    }
    case 'end_changed':
      return 'The end of the audit was changed';
  }
}

function called(labels: Record<string, string>, word: string): string[] {
  const looked = word.toLowerCase();
  return Object.entries(labels)
    .filter(([, label]) => label.toLowerCase().includes(looked))
    .map(([name]) => name);
}
