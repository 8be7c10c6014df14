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
  remove: { refusal: Refusal } | null;
}

const NOT_ALLOWED = 'Only the integration user may change connections.';

/** What is chosen before the user has chosen: the one connection that waits for the user, where it is one. */
export function preselected(connections: readonly ConnectionView[]): string[] {
  const waiting = connections.filter(({ status, can_update }) => status.kind === 'needs_update' && can_update);
  return waiting.length === 1 ? waiting.map(({ id }) => id) : [];
}

export function choiceOf(connections: readonly ConnectionView[], ids: ReadonlySet<string>, mayChange: boolean): Choice {
  const chosen = connections.filter(({ id }) => ids.has(id));
  const [one, ...others] = chosen;
  return {
    chosen,
    connect: mayChange ? null : NOT_ALLOWED,
    update: mayChange ? updateRefusal(chosen, connections.length) : NOT_ALLOWED,
    alone: one === undefined || others.length > 0 ? null : aloneOf(one, mayChange),
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

function aloneOf(connection: ConnectionView, mayChange: boolean): Alone {
  const { kind } = connection.status;
  const offered = (isPossible: boolean) => ({ refusal: refusalWhere(!isPossible, connection, mayChange) });
  const isObsolete = kind === 'obsolete';
  const isGoing = isObsolete || kind === 'removing';
  return {
    connection,
    reconnect: isObsolete ? offered(connection.can_reconnect) : null,
    // Where Plaid no longer knows the login, the update itself replaces it.
    replace: isGoing || kind === 'needs_reconnecting' ? null : offered(connection.can_replace),
    remove: isGoing ? null : offered(connection.can_remove),
  };
}

function refusalWhere(isRefused: boolean, connection: ConnectionView, mayChange: boolean): Refusal {
  if (!mayChange) return NOT_ALLOWED;
  return isRefused ? refusalOf(connection, true) : null;
}

function refusalOf({ institution, status }: ConnectionView, isOnly: boolean): string {
  return `${isOnly ? 'This connection' : institution.name} ${REFUSALS[status.kind]}`;
}
