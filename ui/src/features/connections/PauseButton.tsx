/** Pauses a connection, or resumes it. At once: either is taken back by the other. */
import { Button } from '../../components/Button';
import type { ConnectionView } from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';
import { ProblemNotice } from '../../words/ProblemNotice';

interface Props {
  connection: ConnectionView;
  isDisabled: boolean;
  /** Says why it can't be pressed. */
  reasonId: string;
}

export function PauseButton({ connection: { id, is_paused }, isDisabled, reasonId }: Props) {
  const pause = useAct('pause_connection');
  return (
    <>
      <Button
        variant="quiet"
        size="small"
        icon={is_paused ? 'play' : 'pause'}
        isDisabled={isDisabled}
        isPending={pause.isPending}
        {...(isDisabled && { 'aria-describedby': reasonId })}
        onPress={() => void pause.run({ connection_id: id, is_paused: !is_paused })}
      >
        {is_paused ? 'Resume this connection' : 'Pause this connection'}
      </Button>
      {pause.problem !== null && <ProblemNotice problem={pause.problem} />}
    </>
  );
}
