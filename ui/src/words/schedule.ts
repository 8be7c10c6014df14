/** Schedules in words: what they do, on which days, and what came of their runs. Times are those of their own clock. */
import type { IconName } from '../components/Icon';
import type { Tone } from '../components/tone';
import type {
  AccountOutcomeView,
  OutcomeOfRunView,
  RhythmView,
  RunStateView,
  ScheduledWorkView,
  ScheduleRunView,
  TaskView,
  TermsView,
} from '../ipc/bindings';
import { counted } from './account';
import { formatAppointment } from './time';

interface Marked {
  label: string;
  tone: Tone;
  icon: IconName;
}

export const WORKS = {
  refresh: { label: 'Refresh', description: 'Balances are read' },
  import: { label: 'Import', description: 'Statements up to the day before' },
  both: { label: 'Both', description: 'First balances, then statements' },
} as const satisfies Record<ScheduledWorkView, { label: string; description: string }>;

const DOES = {
  refresh: 'Refreshes balances',
  import: 'Imports statements',
  both: 'Refreshes balances and imports statements',
} as const satisfies Record<ScheduledWorkView, string>;

export const TASKS = { refresh: 'Refresh', import: 'Import' } as const satisfies Record<TaskView, string>;

/** From Monday, which is 1. */
export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

const STATES = {
  running: { label: 'Running', tone: 'info', icon: 'wait' },
  done: { label: 'Done', tone: 'good', icon: 'check' },
  cancelled: { label: 'Cancelled', tone: 'warning', icon: 'stop' },
  put_off: { label: 'Put off', tone: 'warning', icon: 'offline' },
  interrupted: { label: 'Interrupted', tone: 'warning', icon: 'interrupted' },
} as const satisfies Record<RunStateView, Marked>;

const TOLD = {
  running: 'It goes on at this moment.',
  done: null,
  cancelled: 'Somebody cancelled it. What was imported before that stays.',
  put_off: 'Nobody could be reached, as without the internet. It is tried again a quarter of an hour later.',
  interrupted: 'Bank Connections ended before it did. It is made up for when Bank Connections runs again.',
} as const satisfies Record<RunStateView, string | null>;

export const OUTCOMES = {
  failed: { label: 'Failed', tone: 'danger', icon: 'attention' },
  cancelled: { label: 'Cancelled', tone: 'warning', icon: 'stop' },
  left_out: { label: 'Left out', tone: 'warning', icon: 'minus' },
  done: { label: 'Done', tone: 'good', icon: 'check' },
  nothing_new: { label: 'Nothing new', tone: 'quiet', icon: 'equal' },
  differs: { label: 'Done, balance differs', tone: 'warning', icon: 'attention' },
} as const satisfies Record<OutcomeOfRunView, Marked>;

/** The worst first. */
const ORDER = Object.keys(OUTCOMES);

/** What it does of which accounts: `Imports statements of 3 accounts`. */
export function workLabel({ work, account_ids: ids }: TermsView): string {
  const accounts = ids === null ? 'all accounts that can be used' : counted(ids.length, 'account', 'accounts');
  return `${DOES[work]} of ${accounts}`;
}

/** `Weekdays at 06:30 (Europe/Berlin)` */
export function whenLabel({ rhythm, time, time_zone: zone }: TermsView): string {
  return `${daysLabel(rhythm)} at ${time} (${zoneLabel(zone)})`;
}

/** How much later it may begin. Nothing where it begins at the time itself. */
export function spreadLabel({ spread_minutes: minutes }: TermsView): string | null {
  return minutes === 0 ? null : `or up to ${minutesLabel(minutes)} later`;
}

export function minutesLabel(minutes: number): string {
  return minutes % 60 === 0 ? counted(minutes / 60, 'hour', 'hours') : counted(minutes, 'minute', 'minutes');
}

/** A time zone as people write it: `America/New York`. */
export function zoneLabel(zone: string): string {
  return zone.replaceAll('_', ' ');
}

function daysLabel(rhythm: RhythmView): string {
  switch (rhythm.kind) {
    case 'daily':
      return 'Every day';
    case 'weekdays':
      return 'Weekdays';
    case 'weekly':
      return `${WEEKDAYS[rhythm.day - 1] ?? 'Week'}s`;
    case 'monthly':
      return monthDayLabel(rhythm.day);
  }
}

/** A day that not every month has is its last one there. */
function monthDayLabel(day: number): string {
  if (day === 31) return 'The last day of the month';
  return day > 28 ? `Day ${day} of the month, or its last day,` : `Day ${day} of the month`;
}

/** The time on this computer, where its clock shows another time: the day only where that differs, too. */
export function localTime(time: string, zone: string): string | null {
  const there = formatAppointment(time, zone);
  const here = formatAppointment(time, Intl.DateTimeFormat().resolvedOptions().timeZone);
  if (here === there) return null;
  const isSameDay = here.slice(0, -TIME_LENGTH) === there.slice(0, -TIME_LENGTH);
  return `${isSameDay ? here.slice(-TIME_LENGTH) : here} on this computer`;
}

const TIME_LENGTH = '06:30'.length;

/** That a run was not on time, and what else it stands for. Nothing where it was. */
export function lateLabel(
  { is_made_up, planned_at, started_at, missed }: ScheduleRunView,
  zone: string,
): string | null {
  if (!is_made_up) return null;
  const late = `Planned for ${formatAppointment(planned_at, zone)}, made up for at ${formatAppointment(started_at, zone)}`;
  return missed === 0 ? `${late}.` : `${late}; ${counted(missed, 'later run was', 'later runs were')} missed too.`;
}

/** What is to be known of a run that did not simply end. */
export function toldOfRun({ state, started_by: by }: ScheduleRunView): string | null {
  if (state === 'interrupted' && by !== null) return 'Bank Connections ended before it did. Run it again.';
  return TOLD[state];
}

/** Who started it, where its time had not come. */
export function startedLabel({ started_by: by }: ScheduleRunView): string | null {
  return by === null ? null : `Started by ${by}`;
}

/** How a run stands. What became of its accounts says more than that it ended. */
export function markOfRun({ state, accounts, failed, left_out: leftOut }: ScheduleRunView): Marked {
  if (state !== 'done') return STATES[state];
  if (accounts === 0) return { label: 'No account could be used', tone: 'quiet', icon: 'minus' };
  if (failed > 0) {
    return {
      label: `${failed} of ${counted(accounts, 'account', 'accounts')} ${failed === 1 ? 'needs' : 'need'} attention`,
      tone: 'danger',
      icon: 'attention',
    };
  }
  const rest = accounts - leftOut;
  if (leftOut === 0) return { ...STATES.done, label: `Done: ${counted(rest, 'account', 'accounts')}` };
  return { label: `Done: ${rest}, left out: ${leftOut}`, tone: 'warning', icon: 'minus' };
}

/** What went wrong comes first. */
export function problemsFirst(outcomes: readonly AccountOutcomeView[]): AccountOutcomeView[] {
  return outcomes.toSorted((one, other) => ORDER.indexOf(one.outcome) - ORDER.indexOf(other.outcome));
}
