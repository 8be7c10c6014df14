/** Whom to ask for what only the integration user may do, by name. */
import { useUsers } from '../ipc/queries';
import { whomToAsk } from './user';

export function useWhomToAsk(): string {
  return whomToAsk(useUsers().data);
}
