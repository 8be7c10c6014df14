/** Says that backups were restored: what was recorded between such a backup and its restore is not among the entries. */
import { useAudit } from '../../ipc/queries';
import { formatDateTime } from '../../words/time';
import styles from './audit.module.css';
import { EVERYTHING, filterOf } from './filter';

const OF_RESTORES = filterOf({ ...EVERYTHING, what: 'restore' });

export function Restores() {
  const restores = useAudit(OF_RESTORES).data?.pages[0];
  const last = restores?.entries[0];
  if (restores === undefined || last === undefined) return null;
  const when = last.at === null ? '' : ` on ${formatDateTime(last.at)}`;
  return (
    <p className={styles.restores}>
      {restores.found === 1
        ? `A backup was restored${when}.`
        : `Backups were restored ${restores.found} times, the last time${when}.`}{' '}
      What was recorded between the backup and its restore is not among these entries; the files that were replaced have
      it.
    </p>
  );
}
