/** Samples of the audit, for development and tests. */
import type { AuditEntryView, AuditStateView } from './bindings';
import { PLATYPUS, TARTAN } from './samples';

export function auditEntry(changes: Partial<AuditEntryView> = {}): AuditEntryView {
  return {
    id: 1,
    at: '2026-11-23T06:24:08Z',
    who: 'Integration user',
    what: 'start_update',
    object_id: 'con_019ab0f2a3b47c5d8e6f708192a3b4c5',
    institution: PLATYPUS,
    object_name: null,
    outcome: 'requested',
    request_ids: ['aB3dE5fG7hJ9kLm'],
    details: [{ name: 'session', value: 'lks_019ab0f2a3b47c5d8e6f708192a3b4c6' }],
    ...changes,
  };
}

/** Some entries, the newest first. */
export function audit(): AuditEntryView[] {
  const itself = 'Bank Connections';
  const nothing = { institution: null, request_ids: [], details: [] };
  const entries = [
    auditEntry({ ...nothing, what: 'mail_settings', object_id: 'mail_settings', outcome: 'saved' }),
    auditEntry(),
    auditEntry({ who: itself, what: 'page_completed', outcome: 'accepted' }),
    auditEntry({
      who: itself,
      what: 'update',
      outcome: 'updated',
      request_ids: ['aB3dE5fG7hJ9kLm', 'nP2qR4sT6uV8wXy'],
      details: [{ name: 'accounts', value: '3' }],
    }),
    auditEntry({ what: 'remove_login', institution: TARTAN, outcome: 'removing' }),
    auditEntry({
      who: itself,
      what: 'remove_login',
      institution: TARTAN,
      outcome: 'failed',
      details: [{ name: 'code', value: 'INTERNAL_SERVER_ERROR' }],
    }),
    auditEntry({ ...nothing, who: 'Jo', what: 'sign_in', object_id: 'usr_1', object_name: 'Jo', outcome: 'signed_in' }),
  ];
  return entries.map((entry, index) => ({ ...entry, id: index + 1 })).reverse();
}

export const COMPLETE: AuditStateView = { kind: 'complete', entries: 7, checked_at: '2026-11-23T06:24:09Z' };

export const BROKEN: Extract<AuditStateView, { kind: 'broken' }> = {
  kind: 'broken',
  found: { kind: 'changed', id: 4 },
  checked_at: '2026-11-23T06:24:09Z',
};
