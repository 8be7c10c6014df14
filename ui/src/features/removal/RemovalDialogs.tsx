/** The dialogs of a removal, one at a time in one layer. */
import { DialogLayer } from '../../components/Dialog';
import { notify } from '../../components/Toasts';
import { RemovalConfirm } from './RemovalConfirm';
import { RemovalDetails } from './RemovalDetails';
import type { RemovalFlow } from './useRemovalFlow';

interface Props {
  flow: RemovalFlow;
  /** Leads to where mail is set up. Nothing where that is not the user’s. */
  onSetUpMail: (() => void) | null;
}

export function RemovalDialogs({ flow, onSetUpMail }: Props) {
  const { stage } = flow;
  return (
    <DialogLayer isOpen={stage !== null}>
      {stage?.kind === 'confirming' && (
        <RemovalConfirm
          key="confirming"
          connection={stage.connection}
          onRemoved={() => {
            flow.close();
            notify({
              title: `${stage.connection.institution.name} is removed`,
              description: 'Its accounts and their history stay in the list. You can reconnect it at any time.',
              tone: 'good',
              icon: 'check',
            });
          }}
          onNotYet={() => flow.show(stage.connection.id)}
          onCancel={flow.close}
        />
      )}
      {stage?.kind === 'details' && (
        <RemovalDetails
          key="details"
          connectionId={stage.connectionId}
          onSetUpMail={
            onSetUpMail === null
              ? null
              : () => {
                  flow.close();
                  onSetUpMail();
                }
          }
          onClose={flow.close}
        />
      )}
    </DialogLayer>
  );
}
