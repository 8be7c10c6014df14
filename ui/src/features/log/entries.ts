/** The lines of the connection log as texts: to show, to search and to copy. Pure. */
import type { LogEntryView } from '../../ipc/bindings';
import { nameWithId } from '../../words/institution';
import { LOG_KINDS, LOG_OUTCOMES } from '../../words/log';
import { formatDateTime } from '../../words/time';

const HEADINGS = [
  'When (UTC)',
  'Who',
  'Bank',
  'Institution ID',
  'Bank picked instead',
  'What',
  'Outcome',
  'Error code',
  'Request ID',
  'Session ID',
];

/** The lines that have all the words of the text, in whatever column. */
export function foundEntries(entries: readonly LogEntryView[], searched: string): LogEntryView[] {
  const words = searched.trim().toLowerCase().split(/\s+/);
  return entries.filter((entry) => {
    const text = [formatDateTime(entry.at), ...columnsOf(entry)].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The bank that a line is about, and the other one that was picked in its place, where one was. */
export function banksOf({ institution, expected_institution: expected }: LogEntryView) {
  return expected === null ? { bank: institution, picked: null } : { bank: expected, picked: institution };
}

/** One line, tab-separated. */
export function lineOf(entry: LogEntryView): string {
  return columnsOf(entry).map(withoutTabs).join('\t');
}

/** All of these lines below their headings, tab-separated. */
export function tableOf(entries: readonly LogEntryView[]): string {
  return [HEADINGS.join('\t'), ...entries.map(lineOf)].join('\n');
}

/** The time as it is recorded, so that Plaid Support can find it. */
function columnsOf(entry: LogEntryView): string[] {
  const { bank, picked } = banksOf(entry);
  const { at, who, kind, outcome, error_code, request_id, plaid_session_id } = entry;
  return [
    at,
    who,
    bank?.name ?? '',
    bank?.id ?? '',
    picked === null ? '' : nameWithId(picked),
    LOG_KINDS[kind],
    LOG_OUTCOMES[outcome],
    error_code ?? '',
    request_id ?? '',
    plaid_session_id ?? '',
  ];
}

function withoutTabs(text: string): string {
  return text.replaceAll(/[\t\r\n]+/g, ' ');
}
