/** A bank as it is always shown: its name and its institution ID. */
import { Highlight } from '../components/Highlight';
import type { InstitutionView } from '../ipc/bindings';
import styles from './Institution.module.css';

interface Props {
  institution: InstitutionView;
  /** `stacked` where the id stands below the name. */
  layout?: 'inline' | 'stacked';
  /** What was searched for. */
  searched?: string;
}

export function Institution({ institution, layout = 'inline', searched = '' }: Props) {
  return (
    <span className={styles.institution} data-layout={layout}>
      <span className={styles.name}>
        <Highlight text={institution.name} part={searched} />
      </span>{' '}
      <span className={styles.id}>
        <Highlight text={institution.id} part={searched} />
      </span>
    </span>
  );
}
