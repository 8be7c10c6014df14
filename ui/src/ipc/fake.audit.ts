/** How the shell in memory reads its audit: as the real one does, in parts that are smaller. */
import type { AuditArgument, AuditEntryView, AuditFilterArgument, AuditPageView } from './bindings';

const AT_ONCE = 50;

export function auditPage(entries: readonly AuditEntryView[], { filter, before }: AuditArgument): AuditPageView {
  const found = entries.filter((entry) => lets(filter, entry));
  const rest = found.filter(({ id }) => before === null || id < before);
  const shown = rest.slice(0, AT_ONCE);
  return {
    entries: shown,
    next: rest.length > shown.length ? (shown.at(-1)?.id ?? null) : null,
    found: found.length,
    people: [...new Set(entries.map(({ who }) => who))].sort(),
    acts: [...new Set(entries.map(({ what }) => what))].sort(),
  };
}

function lets({ who, what, from, until, words }: AuditFilterArgument, entry: AuditEntryView): boolean {
  const text = JSON.stringify(entry).toLowerCase();
  const at = Date.parse(entry.at ?? '');
  return (
    (who === null || who === entry.who) &&
    (what === null || what === entry.what) &&
    (from === null || at >= Date.parse(from)) &&
    (until === null || at < Date.parse(until)) &&
    words.every(
      (word) =>
        text.includes(word.text.toLowerCase()) ||
        word.acts.includes(entry.what) ||
        word.outcomes.includes(entry.outcome),
    )
  );
}
