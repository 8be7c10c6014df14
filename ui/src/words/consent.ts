/** The consents of the banks: when each ends, and what of that is soon. */
import type { ConnectionView } from '../ipc/bindings';
import { counted } from './account';
import { needsUser } from './status';

/** From how many days before its end a consent is worth a word. */
export const SOON_DAYS = 30;

const A_DAY = 24 * 60 * 60 * 1000;

export interface EndingConsent {
  connection: ConnectionView;
  endsAt: string;
  /** How many days are left. None, or less, where it has ended. */
  days: number;
}

/** Every consent that has an end, the next one first. */
export function consentsOf(connections: readonly ConnectionView[], now: number): EndingConsent[] {
  return connections
    .flatMap((connection) => {
      const endsAt = connection.consent_ends_at;
      if (endsAt === null || isOver(connection)) return [];
      return [{ connection, endsAt, days: daysBetween(now, Date.parse(endsAt)) }];
    })
    .sort((one, other) => one.endsAt.localeCompare(other.endsAt));
}

/** Those that end soon. What waits for the user already says so by itself. */
export function endingSoon(connections: readonly ConnectionView[], now: number): EndingConsent[] {
  return consentsOf(connections, now).filter(
    ({ connection, days }) => days <= SOON_DAYS && !needsUser(connection) && !connection.is_paused,
  );
}

/** The connections whose banks gave their consent without an end. */
export function withoutEnd(connections: readonly ConnectionView[]): ConnectionView[] {
  return connections.filter((connection) => connection.consent_ends_at === null && !isOver(connection));
}

/** `in 12 days`, `today`, `2 days ago` */
export function inDays(days: number): string {
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  return days > 0 ? `in ${days} days` : `${counted(-days, 'day', 'days')} ago`;
}

/** How many midnights of this computer lie between. */
function daysBetween(from: number, to: number): number {
  return Math.round((midnightOf(to) - midnightOf(from)) / A_DAY);
}

function midnightOf(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0);
}

function isOver({ status }: ConnectionView): boolean {
  return status.kind === 'obsolete' || status.kind === 'removing';
}
