/** What a file would do, in words and in order. */
import type {
  BankAccountFaultView,
  BankAccountImportPreviewView,
  BankAccountRowView,
  NameFlawView,
} from '../../ipc/bindings';

export interface Counts {
  added: number;
  changed: number;
  unchanged: number;
  faulty: number;
}

export function countsOf({ rows }: BankAccountImportPreviewView): Counts {
  const count = (kind: BankAccountRowView['change']['kind']) =>
    rows.filter(({ change }) => change.kind === kind).length;
  return { added: count('new'), changed: count('changed'), unchanged: count('unchanged'), faulty: count('faulty') };
}

/** What can't be taken first, then what does something, each in the order of the file. */
export function inOrder(rows: readonly BankAccountRowView[]): BankAccountRowView[] {
  return [...rows].sort((one, other) => RANKS[one.change.kind] - RANKS[other.change.kind] || one.line - other.line);
}

const RANKS = { faulty: 0, new: 1, changed: 1, unchanged: 2 } as const;

/** `12 new, 2 changed, 3 as on record, 1 that can’t be taken` */
export function summaryOf({ added, changed, unchanged, faulty }: Counts): string {
  const parts = [
    added > 0 && `${added} new`,
    changed > 0 && `${changed} changed`,
    unchanged > 0 && `${unchanged} as on record`,
    faulty > 0 && `${faulty} that can’t be taken`,
  ];
  return parts.filter((part) => part !== false).join(', ');
}

/** What the button that imports says. */
export function actOf({ added, changed, faulty }: Counts): string {
  if (added + changed === 0) return 'Import';
  const parts = [
    added > 0 && `add ${added}`,
    changed > 0 && `change ${changed}`,
    faulty > 0 && `leave out ${faulty}`,
  ].filter((part) => part !== false);
  return parts.join(', ').replace(/^./, (first) => first.toUpperCase());
}

/** What a line would do. */
export function effectOf({ change }: BankAccountRowView): string {
  switch (change.kind) {
    case 'new':
      return change.active ? 'New' : 'New, inactive';
    case 'unchanged':
      return 'As on record';
    case 'faulty':
      return sentenceOfFault(change.fault);
    case 'changed':
      return [
        change.name_before === null ? null : `Renamed from “${change.name_before}”`,
        change.active === null ? null : change.active ? 'Active again' : 'Becomes inactive',
      ]
        .filter((part) => part !== null)
        .join(', ');
  }
}

/** What is wrong with a line, and what to do. */
export function sentenceOfFault(fault: BankAccountFaultView): string {
  switch (fault.kind) {
    case 'uneven':
      return 'The line has more or fewer fields than the first one. Put text that has the separator in it in quotes.';
    case 'code':
      return `The code ${FLAWS[fault.flaw]}`.replace('LONGEST', '40');
    case 'name':
      return `The name ${FLAWS[fault.flaw]}`.replace('LONGEST', '120');
    case 'currency':
      return 'There is no such currency. Write its code of three letters, such as USD.';
    case 'active':
      return 'Write “yes” or “no” under active, or leave it empty.';
    case 'repeated':
      return `Line ${fault.line} has the same code and comes first. Remove one of the two.`;
    case 'other_currency':
      return `On record its currency is ${fault.on_record}, which never changes. Give it another code.`;
    case 'fed':
      return 'It is linked. Unlink it before it becomes inactive.';
  }
}

const FLAWS: Record<NameFlawView, string> = {
  empty: 'is missing. Enter one.',
  too_long: 'is too long. Shorten it to LONGEST characters.',
  unprintable: 'has a line break or a character that can’t be seen. Is a quote not closed?',
};
