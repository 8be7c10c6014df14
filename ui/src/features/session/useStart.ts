/** Starts the session of a task. */
import type { ConnectionView, SessionStartView, UpdateStartView } from '../../ipc/bindings';
import { useAct, type Outcome } from '../../ipc/queries';
import type { Task } from './task';

export function useStart(): (
  task: Task,
  evenIfHealthy: boolean,
) => Promise<Outcome<UpdateStartView | SessionStartView>> {
  const update = useAct('start_update');
  const connect = useAct('start_connect');
  const replace = useAct('start_replace');
  const reconnect = useAct('start_reconnect');

  return (task, evenIfHealthy) => {
    if (task.purpose === 'connect') return connect.run();
    const { connection, purpose } = task;
    const argument = { connection_id: connection.id };
    switch (purpose) {
      case 'update':
        return update.run({ ...argument, even_if_healthy: evenIfHealthy || worksAlready(connection) });
      case 'replace':
        return replace.run(argument);
      case 'reconnect':
        return reconnect.run(argument);
    }
  };
}

/** Who updates a connection that works wants to change its accounts, so that its health is no reason to stop. */
function worksAlready({ status }: ConnectionView): boolean {
  return status.kind === 'active';
}
