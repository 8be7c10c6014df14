/** Before the bank's window opens: at which banks, and what is to be known. Nothing has happened yet. */
import type { ConnectionView } from '../../ipc/bindings';
import { ConfirmConnect } from './ConfirmConnect';
import { ConfirmReconnect } from './ConfirmReconnect';
import { ConfirmReplace } from './ConfirmReplace';
import { ConfirmSeveral } from './ConfirmSeveral';
import { ConfirmUpdate } from './ConfirmUpdate';
import type { Run } from './task';

interface Props {
  run: Run;
  isInstead: boolean;
  onOpen: () => void;
  /** The login of this connection is to be replaced, and not updated. */
  onReplace: (connection: ConnectionView) => void;
  onCancel: () => void;
}

export function ConfirmDialog({ run, isInstead, onOpen, onReplace, onCancel }: Props) {
  const [task, ...others] = run.tasks;
  const answers = { onOpen, onCancel };
  if (task === undefined || others.length > 0) return <ConfirmSeveral tasks={run.tasks} {...answers} />;
  switch (task.purpose) {
    case 'connect':
      return <ConfirmConnect {...answers} />;
    case 'update':
      return (
        <ConfirmUpdate
          connection={task.connection}
          isInstead={isInstead}
          onReplace={() => onReplace(task.connection)}
          {...answers}
        />
      );
    case 'replace':
      return <ConfirmReplace connection={task.connection} {...answers} />;
    case 'reconnect':
      return <ConfirmReconnect connection={task.connection} {...answers} />;
  }
}
