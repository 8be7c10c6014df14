/** The order of the list of connections. */
import type { SortDescriptor } from 'react-aria-components/Table';

import type { ConnectionView, StatusKind } from '../../ipc/bindings';

const NAMES = new Intl.Collator('en-US', { numeric: true });

export const BY_BANK: SortDescriptor = { column: 'bank', direction: 'ascending' };

export function sorted(
  connections: readonly ConnectionView[],
  { column, direction }: SortDescriptor,
): ConnectionView[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return connections.toSorted(
    (one, other) => removedLast(one, other) || sign * compare(one, other, column) || byBank(one, other),
  );
}

function compare(one: ConnectionView, other: ConnectionView, column: SortDescriptor['column']): number {
  if (column === 'status') return URGENCY[one.status.kind] - URGENCY[other.status.kind];
  if (column === 'updated') return (one.updated_at ?? '').localeCompare(other.updated_at ?? '');
  return byBank(one, other);
}

/** What was removed stays out of the way of what is in use, in every order. */
function removedLast(one: ConnectionView, other: ConnectionView): number {
  return Number(one.status.kind === 'obsolete') - Number(other.status.kind === 'obsolete');
}

function byBank(one: ConnectionView, other: ConnectionView): number {
  return NAMES.compare(one.institution.name, other.institution.name) || one.id.localeCompare(other.id);
}

/** What asks for the user comes first. */
const URGENCY = {
  needs_update: 0,
  awaiting_mapping: 1,
  update_interrupted: 2,
  updating: 3,
  needs_reconnecting: 4,
  removing: 5,
  bank_unavailable: 6,
  active: 7,
  obsolete: 8,
} as const satisfies Record<StatusKind, number>;
