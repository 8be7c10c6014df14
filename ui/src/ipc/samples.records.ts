/** Sample backups for development and tests. Never part of a build. */
import type { BackupView, RecordsView } from './bindings';

export function backup(changes: Partial<BackupView> = {}): BackupView {
  return {
    name: '20261123T062408000Z-daily-schema-4.backup',
    taken_at: '2026-11-23T06:24:08Z',
    kind: 'daily',
    schema: 4,
    bytes: 1_437_696,
    usability: 'opens',
    ...changes,
  };
}

export function records(changes: Partial<RecordsView> = {}): RecordsView {
  const folder = '…/bank-connections/live/records';
  return {
    file: `${folder}/bank-connections.db`,
    folder: `${folder}/backups`,
    backups: [
      backup(),
      backup({
        name: '20261122T091500000Z-asked-schema-4.backup',
        taken_at: '2026-11-22T09:15:00Z',
        kind: 'asked_for',
      }),
      backup({
        name: '20261120T080102000Z-schema-2.backup',
        taken_at: '2026-11-20T08:01:02Z',
        kind: 'before_migration',
        schema: 2,
        bytes: 389_120,
      }),
      backup({
        name: '20261022T080102000Z-schema-1.backup',
        taken_at: '2026-10-22T08:01:02Z',
        kind: 'before_migration',
        schema: 1,
        bytes: 122_880,
        usability: 'does_not_open',
      }),
    ],
    ...changes,
  };
}
