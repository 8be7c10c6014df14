/** Which connections are chosen, and whether the chosen ones can be updated. */
import type { ConnectionView } from '../../ipc/bindings';
import { REFUSALS } from '../../words/status';

/** Why there is no update to start, or what there is to update. */
export type Choice =
  | { state: 'nothing'; reason: string }
  | { state: 'refused'; chosen: ConnectionView[]; reason: string }
  | { state: 'possible'; chosen: ConnectionView[] };

/** What is chosen before the user has chosen: the one connection that waits for the user, where it is one. */
export function preselected(connections: readonly ConnectionView[]): string[] {
  const waiting = connections.filter(({ status, can_update }) => status.kind === 'needs_update' && can_update);
  return waiting.length === 1 ? waiting.map(({ id }) => id) : [];
}

export function choiceOf(connections: readonly ConnectionView[], ids: ReadonlySet<string>, mayUpdate: boolean): Choice {
  const chosen = connections.filter(({ id }) => ids.has(id));
  if (!mayUpdate) return { state: 'refused', chosen, reason: 'Only the integration user may update connections.' };
  if (chosen.length === 0) return { state: 'nothing', reason: 'Choose one or several connections in the list.' };
  const refused = chosen.filter(({ can_update }) => !can_update);
  if (refused.length === 0) return { state: 'possible', chosen };
  return { state: 'refused', chosen, reason: refused.map(refusal).join(' ') };
}

function refusal({ institution, status }: ConnectionView): string {
  return `${institution.name} ${REFUSALS[status.kind]}`;
}
