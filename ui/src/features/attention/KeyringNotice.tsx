/** Trouble with the keyring while the application runs. It goes by itself when the keyring is back. */
import { Button } from '../../components/Button';
import { Notice } from '../../components/Notice';
import type { Problem } from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';
import { wordsOfProblem } from '../../words/problem';

export function KeyringNotice({ problem }: { problem: Problem }) {
  const retry = useAct('retry_keyring');
  const { title, sentence } = wordsOfProblem(retry.problem ?? problem);
  return (
    <Notice
      tone="warning"
      icon="key"
      title={title}
      isSpoken
      isInline
      action={
        <Button size="small" isPending={retry.isPending} onPress={() => void retry.run()}>
          Try again
        </Button>
      }
    >
      {sentence} Nothing is lost: what waits for the keyring goes on by itself as soon as it is back.
    </Notice>
  );
}
