/** A problem inside a view, with the button of its next step where the view knows how to take it. */
import { Button } from '../components/Button';
import { Details } from '../components/Details';
import { Notice } from '../components/Notice';
import type { Problem } from '../ipc/bindings';
import { NEXT_STEPS, wordsOfProblem, type NextStep } from './problem';

interface Props {
  problem: Problem;
  /** `warning` where the application goes on by itself. */
  tone?: 'danger' | 'warning';
  /** How the view takes each next step that it can take. */
  steps?: Partial<Record<NextStep, () => void>>;
}

export function ProblemNotice({ problem, tone = 'danger', steps = {} }: Props) {
  const { title, sentence, next } = wordsOfProblem(problem);
  const takeStep = steps[next];
  const label = NEXT_STEPS[next];
  return (
    <Notice
      tone={tone}
      icon="attention"
      title={title}
      isSpoken
      action={
        takeStep !== undefined &&
        label !== null && (
          <Button size="small" onPress={takeStep}>
            {label}
          </Button>
        )
      }
    >
      <p>{sentence}</p>
      {problem.hint !== null && <p>{problem.hint}</p>}
      <ProblemDetails problem={problem} />
    </Notice>
  );
}

/** What support needs to know of a problem. */
export function ProblemDetails({ problem }: { problem: Problem }) {
  return <Details label="Details for support" text={`${problem.code}: ${problem.message}`} />;
}
