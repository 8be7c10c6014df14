/** What is typed into a schedule, and whether it can be saved. Pure; the core checks it once more. */
import type { RhythmView, ScheduledWorkView, TermsView } from '../../ipc/bindings';

export interface Draft {
  name: string;
  work: ScheduledWorkView;
  when: When;
  takesAll: boolean;
  /** Those that were chosen. They count where not all are taken. */
  accountIds: ReadonlySet<string>;
  /** One address a line. */
  recipients: string;
}

/** On which days, at what time, on whose clock. */
export interface When {
  days: RhythmView['kind'];
  /** From Monday, which is 1. Counts where it runs once a week. */
  weekday: number;
  /** Counts where it runs once a month. */
  monthDay: number;
  time: string | null;
  timeZone: string | null;
  spreadMinutes: number;
}

export type Faults = Partial<Record<'name' | 'time' | 'timeZone' | 'accountIds' | 'recipients', string>>;

const LONGEST_NAME = 80;
const MOST_RECIPIENTS = 20;

/** Each weekday morning on the clock of this computer. */
export function newDraft(timeZone: string): Draft {
  return {
    name: '',
    work: 'both',
    when: { days: 'weekdays', weekday: 1, monthDay: 1, time: '06:30', timeZone, spreadMinutes: 15 },
    takesAll: true,
    accountIds: new Set(),
    recipients: '',
  };
}

export function draftOf(terms: TermsView): Draft {
  const { name, work, rhythm, time, time_zone, spread_minutes, account_ids, recipients } = terms;
  return {
    name,
    work,
    when: {
      days: rhythm.kind,
      weekday: rhythm.kind === 'weekly' ? rhythm.day : 1,
      monthDay: rhythm.kind === 'monthly' ? rhythm.day : 1,
      time,
      timeZone: time_zone,
      spreadMinutes: spread_minutes,
    },
    takesAll: account_ids === null,
    accountIds: new Set(account_ids),
    recipients: recipients.join('\n'),
  };
}

/** Whether both say the same. */
export function isSame(one: Draft, other: Draft): boolean {
  const text = ({ accountIds, ...rest }: Draft) => JSON.stringify({ ...rest, accountIds: [...accountIds].sort() });
  return text(one) === text(other);
}

export function faultsOf(draft: Draft): Faults {
  const faults: Faults = {};
  const length = Array.from(draft.name.trim()).length;
  const recipients = addressesOf(draft.recipients);
  const wrong = recipients.find((address) => !/^[^\s@]+@[^\s@]+$/.test(address));
  if (length === 0) faults.name = 'Enter a name.';
  else if (length > LONGEST_NAME) faults.name = `Enter a name of at most ${LONGEST_NAME} characters.`;
  if (draft.when.time === null) faults.time = 'Enter a time.';
  if (draft.when.timeZone === null) faults.timeZone = 'Choose a time zone of the list.';
  if (!draft.takesAll && draft.accountIds.size === 0) faults.accountIds = 'Choose at least one account.';
  if (wrong !== undefined) faults.recipients = `“${wrong}” is not an e-mail address.`;
  else if (recipients.length > MOST_RECIPIENTS) faults.recipients = `Enter at most ${MOST_RECIPIENTS} addresses.`;
  return faults;
}

/** What is to be saved, or nothing where something is missing. */
export function termsOf(draft: Draft): TermsView | null {
  const { name, work, when, takesAll, accountIds, recipients } = draft;
  const { time, timeZone, spreadMinutes } = when;
  if (time === null || timeZone === null || Object.keys(faultsOf(draft)).length > 0) return null;
  return {
    name: name.trim(),
    work,
    rhythm: rhythmOf(when),
    time,
    time_zone: timeZone,
    spread_minutes: spreadMinutes,
    account_ids: takesAll ? null : [...accountIds],
    recipients: addressesOf(recipients),
  };
}

function rhythmOf({ days, weekday, monthDay }: When): RhythmView {
  switch (days) {
    case 'daily':
    case 'weekdays':
      return { kind: days };
    case 'weekly':
      return { kind: days, day: weekday };
    case 'monthly':
      return { kind: days, day: monthDay };
  }
}

/** However they are separated. */
export function addressesOf(text: string): string[] {
  return text.split(/[\s,;]+/).filter((address) => address !== '');
}
