/** The import window: what is to be imported, how far it has come, and what came of it. */
import { DialogLayer } from '../../components/Dialog';
import { closing, type Mend } from '../../words/mend';
import { ImportChoice } from './ImportChoice';
import { ImportProgress } from './ImportProgress';
import type { ImportFlow } from './useImportFlow';

export function ImportDialogs({ flow, onMend }: { flow: ImportFlow; onMend: Mend }) {
  return (
    <DialogLayer isOpen={flow.stage === 'choice' || (flow.stage === 'run' && flow.run !== null)}>
      {flow.stage === 'choice' && <ImportChoice onStarted={flow.show} onClose={flow.close} />}
      {flow.stage === 'run' && flow.run !== null && (
        <ImportProgress run={flow.run} onMend={closing(onMend, flow.close)} onClose={flow.close} />
      )}
    </DialogLayer>
  );
}
