/** Goes on with the next connection of the run. */
import { Button } from '../../components/Button';
import { institutionAt, type Run } from './task';

export function NextButton({ run, onPress }: { run: Run; onPress: () => void }) {
  return (
    <Button variant="primary" icon="next" autoFocus onPress={onPress}>
      {nextLabel(run)}
    </Button>
  );
}

/** `Next: Tartan Bank (2 of 3)` */
function nextLabel(run: Run): string {
  return `Next: ${institutionAt(run)?.name ?? ''} (${run.at + 1} of ${run.tasks.length})`;
}
