/** The way from what a bank could not be read for to what mends it. */
import type { ConnectionView } from '../ipc/bindings';

/** Begins the update of a connection. Nothing where the user may not. */
export type Mend = ((connection: ConnectionView) => void) | null;

/** The same after the window is closed that it is begun from. */
export function closing(mend: Mend, close: () => void): Mend {
  if (mend === null) return null;
  return (connection) => {
    close();
    mend(connection);
  };
}
