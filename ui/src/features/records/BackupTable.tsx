/** The backups, the newest first, each with the way back to it where there is one. */
import { Button } from '../../components/Button';
import { PlainTable } from '../../components/PlainTable';
import type { BackupView } from '../../ipc/bindings';
import { BACKUP_KINDS, OBSTACLES, canBeRestored, formatSize } from '../../words/backup';
import { formatDateTime } from '../../words/time';
import styles from './records.module.css';

const COLUMNS = [
  { label: 'Taken', width: '12rem' },
  { label: 'Why' },
  { label: 'Size', width: '5rem', align: 'end' },
  { label: 'Restore', width: '7rem', align: 'end' },
] as const;

interface Props {
  backups: readonly BackupView[];
  mayRestore: boolean;
  onRestore: (backup: BackupView) => void;
}

export function BackupTable({ backups, mayRestore, onRestore }: Props) {
  return (
    <div className={styles.list} tabIndex={0} role="group" aria-label="List of the backups">
      <PlainTable label="Backups" columns={COLUMNS} isNarrow>
        <tbody>
          {backups.map((backup) => (
            <tr key={backup.name}>
              <td className={styles.at}>{formatDateTime(backup.taken_at)}</td>
              <td>
                {BACKUP_KINDS[backup.kind]}
                {!canBeRestored(backup) && <div className={styles.soft}>{OBSTACLES[backup.usability]}</div>}
              </td>
              <td data-align="end">{formatSize(backup.bytes)}</td>
              <td data-align="end">
                <Button
                  size="small"
                  aria-label={`Restore the backup of ${formatDateTime(backup.taken_at)}`}
                  isDisabled={!mayRestore || !canBeRestored(backup)}
                  onPress={() => onRestore(backup)}
                >
                  Restore…
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </PlainTable>
    </div>
  );
}
