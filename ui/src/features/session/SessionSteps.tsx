/** How far a link session has come, the same on every panel of it. */
import { Steps } from '../../components/Steps';
import type { PurposeView } from '../../ipc/bindings';
import { PURPOSES } from '../../words/purpose';

const PLACES = { opening: 0, open: 1, settling: 2, waiting: 2 } as const;

export function SessionSteps({ at, purpose }: { at: keyof typeof PLACES; purpose: PurposeView }) {
  const { steps, progress } = PURPOSES[purpose];
  return <Steps label={progress} steps={steps} current={PLACES[at]} isBusy={at === 'opening' || at === 'settling'} />;
}
