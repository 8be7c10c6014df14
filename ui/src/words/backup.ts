/** Backups, in the words of the screens. */
import type { BackupKindView, BackupView, Code, UsabilityView } from '../ipc/bindings';

export const BACKUP_KINDS = {
  before_migration: 'Before a new version',
  daily: 'Daily',
  asked_for: 'Asked for',
} as const satisfies Record<BackupKindView, string>;

/** Why a backup can't be restored. `null` where it can. */
export const OBSTACLES = {
  opens: null,
  does_not_open: 'Does not open with the key in the keyring',
  newer: 'Of a newer version',
} as const satisfies Record<UsabilityView, string | null>;

/** `1.4 MB`; never less than `1 KB`. */
export function formatSize(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

export function canBeRestored(backup: BackupView): boolean {
  return OBSTACLES[backup.usability] === null;
}

/** Whether another file in the place of the records would help. */
export function isOfTheRecords(code: Code): boolean {
  return code === 'database_missing' || code === 'database_unreadable' || code === 'database_newer';
}
