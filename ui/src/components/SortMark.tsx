/** The heading of a column by which rows are sorted, with the way they are sorted beside it. */
import styles from './SortMark.module.css';

interface Props {
  children: string;
  direction: 'ascending' | 'descending' | undefined;
}

export function SortMark({ children, direction }: Props) {
  return (
    <span className={styles.mark}>
      {children}
      <svg viewBox="0 0 16 16" aria-hidden="true" data-direction={direction}>
        <path d="m4.5 6.5 3.5 3.5 3.5-3.5" />
      </svg>
    </span>
  );
}
