/** Which connection of the run this is. Nothing where there is only one. */
import type { Run } from './stage';

export function Place({ run }: { run: Run | null }) {
  if (run === null || run.connections.length === 1) return null;
  return `Bank ${run.at + 1} of ${run.connections.length}`;
}
