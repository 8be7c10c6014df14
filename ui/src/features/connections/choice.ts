/** Which connections are chosen, and what can be done with them. Pure. */
import type { ConnectionView } from '../../ipc/bindings';
import { REFUSALS } from '../../words/status';

/** Why something can't be done now, or nothing where it can. */
export type Refusal = string | null;

export interface Choice {
  chosen: ConnectionView[];
  connect: Refusal;
  update: Refusal;
  /** What is offered for a connection that is chosen alone. */
  alone: Alone | null;
}

export interface Alone {
  connection: ConnectionView;
  /** Nothing where it is not about this connection at all. */
  reconnect: { refusal: Refusal } | null;
  replace: { refusal: Refusal } | null;
  /** To pause it, or to resume it. */
  pause: { refusal: Refusal } | null;
  remove: { refusal: Refusal } | null;
}

/** What an accountant is told; whom to ask comes after it. */
export const NOT_THEIRS =
  'Only the integration user may connect, update, reconnect, pause and remove: what goes on at a bank stays in one hand.';

/** What is chosen before the user has chosen: the one connection that waits for the user, where it is one. */
export function preselected(connections: readonly ConnectionView[]): string[] {
  const waiting = connections.filter(({ status, can_update }) => status.kind === 'needs_update' && can_update);
  return waiting.length === 1 ? waiting.map(({ id }) => id) : [];
}

/** `notAllowed` says why nothing may be changed, where that is so. */
export function choiceOf(
  connections: readonly ConnectionView[],
  ids: ReadonlySet<string>,
  notAllowed: Refusal,
): Choice {
  const chosen = connections.filter(({ id }) => ids.has(id));
  const [one, ...others] = chosen;
  return {
    chosen,
    connect: notAllowed,
    update: notAllowed ?? updateRefusal(chosen, connections.length),
    alone: one === undefined || others.length > 0 ? null : aloneOf(one, notAllowed),
  };
}

function updateRefusal(chosen: readonly ConnectionView[], all: number): Refusal {
  if (all === 0) return 'Connect a bank first.';
  if (chosen.length === 0) return 'Choose one or several connections in the list.';
  const refused = chosen.filter((connection) => !canUpdate(connection));
  if (refused.length === 0) return null;
  return refused.map((connection) => refusalOf(connection, chosen.length === 1)).join(' ');
}

/** Whether an update leads anywhere: where Plaid no longer knows the login, to a new one. */
function canUpdate({ can_update, can_replace, status }: ConnectionView): boolean {
  return can_update || (status.kind === 'needs_reconnecting' && can_replace);
}

function aloneOf(connection: ConnectionView, notAllowed: Refusal): Alone {
  const { kind } = connection.status;
  const offered = (isPossible: boolean) => ({
    refusal: notAllowed ?? (isPossible ? null : refusalOf(connection, true)),
  });
  const isObsolete = kind === 'obsolete';
  const isGoing = isObsolete || kind === 'removing';
  return {
    connection,
    reconnect: isObsolete ? offered(connection.can_reconnect) : null,
    // Where Plaid no longer knows the login, the update itself replaces it.
    replace: isGoing || kind === 'needs_reconnecting' ? null : offered(connection.can_replace),
    // It is about what goes on by itself, so that nothing at the bank stands in its way.
    pause: isGoing ? null : { refusal: notAllowed },
    remove: isGoing ? null : offered(connection.can_remove),
  };
}

function refusalOf({ institution, status }: ConnectionView, isOnly: boolean): string {
  return `${isOnly ? 'This connection' : institution.name} ${REFUSALS[status.kind]}`;
}
