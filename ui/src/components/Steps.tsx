/** How far a thing of several steps has come. */
import { VisuallyHidden } from 'react-aria-components/VisuallyHidden';

import styles from './Steps.module.css';

interface Props {
  label: string;
  steps: readonly string[];
  /** The step that is under way. Those before it are done. */
  current: number;
  /** Whether the current step moves on by itself. */
  isBusy: boolean;
}

export function Steps({ label, steps, current, isBusy }: Props) {
  return (
    <ol className={styles.steps} aria-label={label}>
      {steps.map((step, index) => (
        <li
          key={step}
          className={styles.step}
          data-state={stateOf(index, current)}
          data-busy={(isBusy && index === current) || undefined}
          aria-current={index === current ? 'step' : undefined}
        >
          <span className={styles.bullet} aria-hidden="true">
            {index < current ? '✓' : index + 1}
          </span>
          <span>{step}</span>
          {index < current && <VisuallyHidden elementType="span"> (done)</VisuallyHidden>}
        </li>
      ))}
    </ol>
  );
}

function stateOf(index: number, current: number): 'done' | 'current' | 'ahead' {
  if (index < current) return 'done';
  return index === current ? 'current' : 'ahead';
}
