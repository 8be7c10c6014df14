/** The refresh window: what is to be refreshed, how far that has come, and what each bank told over time. */
import { useState } from 'react';

import { DialogLayer } from '../../components/Dialog';
import type { RefreshAccountView } from '../../ipc/bindings';
import { History } from './History';
import { RefreshChoice } from './RefreshChoice';
import { RefreshProgress } from './RefreshProgress';
import { useChosen } from './useChosen';
import type { RefreshFlow } from './useRefreshFlow';

export function RefreshDialogs({ flow }: { flow: RefreshFlow }) {
  const isOpen = flow.stage === 'choice' || (flow.stage === 'run' && flow.run !== null);
  return <DialogLayer isOpen={isOpen}>{isOpen && <Conversation key={flow.stage} flow={flow} />}</DialogLayer>;
}

function Conversation({ flow }: { flow: RefreshFlow }) {
  const [looked, setLooked] = useState<RefreshAccountView | null>(null);
  const chosen = useChosen(flow.of);
  if (looked !== null) return <History account={looked} onBack={() => setLooked(null)} />;
  if (flow.stage === 'run' && flow.run !== null) {
    return <RefreshProgress run={flow.run} onHistory={setLooked} onClose={flow.close} />;
  }
  return <RefreshChoice chosen={chosen} onHistory={setLooked} onStarted={flow.show} onClose={flow.close} />;
}
