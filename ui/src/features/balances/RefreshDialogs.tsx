/** The refresh window: what is to be refreshed, how far that has come, and what each bank told over time. */
import { useState } from 'react';

import { DialogLayer } from '../../components/Dialog';
import type { RefreshAccountView } from '../../ipc/bindings';
import { closing, type Mend } from '../../words/mend';
import { History } from './History';
import { RefreshChoice } from './RefreshChoice';
import { RefreshProgress } from './RefreshProgress';
import { useChosen } from './useChosen';
import type { RefreshFlow } from './useRefreshFlow';

interface Props {
  flow: RefreshFlow;
  onMend: Mend;
}

export function RefreshDialogs({ flow, onMend }: Props) {
  const isOpen = flow.stage === 'choice' || (flow.stage === 'run' && flow.run !== null);
  return (
    <DialogLayer isOpen={isOpen}>
      {isOpen && <Conversation key={flow.stage} flow={flow} onMend={closing(onMend, flow.close)} />}
    </DialogLayer>
  );
}

function Conversation({ flow, onMend }: Props) {
  const [looked, setLooked] = useState<RefreshAccountView | null>(null);
  const chosen = useChosen(flow.of);
  if (looked !== null) return <History account={looked} onBack={() => setLooked(null)} />;
  if (flow.stage === 'run' && flow.run !== null) {
    return <RefreshProgress run={flow.run} onHistory={setLooked} onMend={onMend} onClose={flow.close} />;
  }
  return (
    <RefreshChoice chosen={chosen} onHistory={setLooked} onMend={onMend} onStarted={flow.show} onClose={flow.close} />
  );
}
