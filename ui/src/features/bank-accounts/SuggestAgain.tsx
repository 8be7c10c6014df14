/** What was refused, and the way to see it again. Linked by hand it can be at any time. */
import { Button } from '../../components/Button';
import { useAct } from '../../ipc/queries';
import { counted } from '../../words/account';
import { ProblemNotice } from '../../words/ProblemNotice';
import styles from './bankAccounts.module.css';

export function SuggestAgain({ refused }: { refused: number }) {
  const again = useAct('suggest_again');
  return (
    <>
      <p className={styles.again}>
        {counted(refused, 'link is', 'links are')} not suggested, because you did not want{' '}
        {refused === 1 ? 'it' : 'them'}.
        <Button size="small" variant="quiet" isPending={again.isPending} onPress={() => void again.run()}>
          Suggest again
        </Button>
      </p>
      {again.problem !== null && <ProblemNotice problem={again.problem} />}
    </>
  );
}
