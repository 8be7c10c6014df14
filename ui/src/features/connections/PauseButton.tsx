/** Pauses a connection, which is asked about first, or resumes it at once. */
import { useState } from 'react';

import { Button } from '../../components/Button';
import { DialogLayer, DialogPanel } from '../../components/Dialog';
import type { ConnectionView } from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';
import { Institution } from '../../words/Institution';
import { ProblemNotice } from '../../words/ProblemNotice';

interface Props {
  connection: ConnectionView;
  isDisabled: boolean;
  /** Says why it can't be pressed. */
  reasonId: string;
}

export function PauseButton({ connection, isDisabled, reasonId }: Props) {
  const { id, is_paused } = connection;
  const resume = useAct('pause_connection');
  const [isAsked, setIsAsked] = useState(false);
  return (
    <>
      <Button
        variant="quiet"
        size="small"
        icon={is_paused ? 'play' : 'pause'}
        isDisabled={isDisabled}
        isPending={resume.isPending}
        {...(isDisabled && { 'aria-describedby': reasonId })}
        onPress={() => {
          if (is_paused) void resume.run({ connection_id: id, is_paused: false });
          else setIsAsked(true);
        }}
      >
        {is_paused ? 'Resume this connection' : 'Pause this connection…'}
      </Button>
      {resume.problem !== null && <ProblemNotice problem={resume.problem} />}
      <DialogLayer isOpen={isAsked}>
        <PauseQuestion connection={connection} onClose={() => setIsAsked(false)} />
      </DialogLayer>
    </>
  );
}

function PauseQuestion({ connection, onClose }: { connection: ConnectionView; onClose: () => void }) {
  const pause = useAct('pause_connection');
  const doIt = () => {
    void pause.run({ connection_id: connection.id, is_paused: true }).then(({ problem }) => {
      if (problem === null) onClose();
    });
  };
  return (
    <DialogPanel
      subject={<Institution institution={connection.institution} />}
      title="Pause this connection?"
      icon="pause"
      isAlert
      onEscape={onClose}
      actions={
        <>
          <Button autoFocus onPress={onClose}>
            Cancel
          </Button>
          <Button variant="primary" isPending={pause.isPending} onPress={doIt}>
            Pause
          </Button>
        </>
      }
    >
      <p>
        Its accounts are left out of refreshes, imports and schedules, and you are not told when it needs you. Nothing
        is removed. It stays paused until you resume it, which you can do at any time.
      </p>
      {pause.problem !== null && <ProblemNotice problem={pause.problem} />}
    </DialogPanel>
  );
}
