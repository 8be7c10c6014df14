/** The end of a list that is read part by part: how much of it is shown, and the next part. */
import { Button } from './Button';
import styles from './ShowMore.module.css';

interface Props {
  /** Such as “50 of 120 messages are shown.” */
  told: string;
  isPending: boolean;
  onMore: () => void;
}

export function ShowMore({ told, isPending, onMore }: Props) {
  return (
    <p className={styles.more}>
      {told}
      <Button size="small" isPending={isPending} onPress={onMore}>
        Show more
      </Button>
    </p>
  );
}
