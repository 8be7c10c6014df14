/** Which connection of the run this is. Nothing where there is only one. */
import type { Run } from './task';

export function Place({ run }: { run: Run | null }) {
  if (run === null || run.tasks.length === 1) return null;
  return `Bank ${run.at + 1} of ${run.tasks.length}`;
}
