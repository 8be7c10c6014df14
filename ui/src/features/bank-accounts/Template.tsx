/** What a list of bank accounts looks like, to be copied. */
import { CopyButton } from '../../components/CopyButton';
import styles from './bankAccounts.module.css';
import { TEMPLATE } from './file';

export function Template() {
  return (
    <div className={styles.template}>
      <pre className={styles.sample} role="group" aria-label="Template">
        {TEMPLATE}
      </pre>
      <CopyButton text={TEMPLATE}>Copy the template</CopyButton>
    </div>
  );
}
