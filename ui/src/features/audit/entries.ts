/** Entries of the audit as texts to copy. Pure. */
import type { AuditEntryView } from '../../ipc/bindings';
import { actLabel, objectLabel, outcomeLabel } from '../../words/audit';
import { detailLabel } from '../../words/auditDetails';

/** One entry, tab-separated, with the time as it is recorded. */
export function lineOf(entry: AuditEntryView): string {
  const { id, at, who, institution, request_ids, details } = entry;
  return [
    String(id),
    at ?? '',
    who,
    actLabel(entry.what),
    institution?.name ?? objectLabel(entry),
    institution?.id ?? '',
    entry.object_id,
    outcomeLabel(entry),
    request_ids.join(' '),
    details.map(detailLabel).join('; '),
  ]
    .map((text) => text.replaceAll(/[\t\r\n]+/g, ' '))
    .join('\t');
}
