/** The time zones that can be chosen. */
import { zoneLabel } from '../../words/schedule';

interface Zone {
  id: string;
  label: string;
}

/** That of this computer. */
export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** All of them by their names, with that of a schedule where the computer does not know it by this name. */
export function zones(chosen: string | null): Zone[] {
  const known = new Set([
    ...Intl.supportedValuesOf('timeZone'),
    'UTC',
    ownZone(),
    ...(chosen === null ? [] : [chosen]),
  ]);
  return [...known].toSorted().map((id) => ({ id, label: zoneLabel(id) }));
}
