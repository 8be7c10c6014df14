/** That statements go on where the last one ended, so that nothing is asked of the opening. */
import { Notice } from '../../components/Notice';
import type { BeginningView } from '../../ipc/bindings';
import { formatMoney } from '../../words/money';
import { formatDay } from '../../words/time';

export function Continues({ begins }: { begins: BeginningView }) {
  return (
    <Notice tone="info" icon="next" title="Its statements go on">
      <p>
        There are statements already. The next one begins on {formatDay(begins.starts_on)} with{' '}
        {formatMoney(begins.opening)}, the closing balance of the last one.
      </p>
    </Notice>
  );
}
