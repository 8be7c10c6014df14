/** The refresh that goes on, or ended, behind the closed window. */
import { useAct } from '../../ipc/queries';
import { wordsOfRefresh, wordsOfRefreshRun } from '../../words/balances';
import { RunNotice } from '../../words/RunNotice';
import type { RefreshFlow } from './useRefreshFlow';

export function RefreshNotice({ flow }: { flow: RefreshFlow }) {
  const cancel = useAct('cancel_refresh');
  return (
    <RunNotice
      flow={flow}
      wordsOf={wordsOfRefreshRun}
      wordsOfState={wordsOfRefresh}
      doing="refresh"
      present="Refreshing"
      cancel={cancel}
    />
  );
}
