/** A view that can't be read: why, and the way on. */
import { Button } from '../components/Button';
import { Placeholder } from '../components/Placeholder';
import type { Problem } from '../ipc/bindings';
import { ProblemDetails } from './ProblemNotice';
import { wordsOfProblem } from './problem';

export function Failed({ problem, onRetry }: { problem: Problem; onRetry: () => void }) {
  const { title, sentence } = wordsOfProblem(problem);
  return (
    <Placeholder
      icon="attention"
      title={title}
      isSpoken
      action={
        <>
          <Button onPress={onRetry}>Try again</Button>
          <ProblemDetails problem={problem} />
        </>
      }
    >
      <p>{sentence}</p>
      {problem.hint !== null && <p>{problem.hint}</p>}
    </Placeholder>
  );
}
