/** How far an update has come, the same on every panel of it. */
import { Steps } from '../../components/Steps';

const STEPS = [
  'Open the bank’s window',
  'Sign in and choose the accounts',
  'Read what the bank says',
  'Bring your records up to date',
];
const PLACES = { opening: 0, open: 1, settling: 2, waiting: 2 } as const;

export function SessionSteps({ at }: { at: keyof typeof PLACES }) {
  return (
    <Steps
      label="Progress of the update"
      steps={STEPS}
      current={PLACES[at]}
      isBusy={at === 'opening' || at === 'settling'}
    />
  );
}
