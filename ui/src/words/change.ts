/** What became of each account, in words. */
import type { IconName } from '../components/Icon';
import type { Tone } from '../components/tone';
import type { ChangeKind, ChangeView } from '../ipc/bindings';
import { counted } from './account';

interface ChangeWords {
  label: string;
  icon: IconName;
  tone: Tone;
}

export const CHANGES = {
  kept: { label: 'Stays active', icon: 'check', tone: 'quiet' },
  account_id_changed: { label: 'New account ID – same record', icon: 'swap', tone: 'info' },
  now_inactive: { label: 'Now inactive', icon: 'minus', tone: 'warning' },
  active_again: { label: 'Active again', icon: 'check', tone: 'good' },
  still_inactive: { label: 'Still inactive', icon: 'minus', tone: 'quiet' },
  new: { label: 'New account', icon: 'plus', tone: 'good' },
} as const satisfies Record<ChangeKind, ChangeWords>;

const COUNTED = {
  new: ['is new', 'are new'],
  active_again: ['is active again', 'are active again'],
  account_id_changed: ['has a new account ID', 'have new account IDs'],
  now_inactive: ['is now inactive', 'are now inactive'],
  kept: ['stays active', 'stay active'],
  still_inactive: ['stays inactive', 'stay inactive'],
} as const satisfies Record<ChangeKind, readonly [one: string, many: string]>;

/** What became of the accounts in one sentence, what changed before what stayed. */
export function summaryOf(changes: readonly ChangeView[]): string {
  const parts = Object.entries(COUNTED).flatMap(([kind, [one, many]]) => {
    const count = changes.filter((change) => change.kind === kind).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  });
  return `Of ${counted(changes.length, 'account', 'accounts')}, ${parts.join(', ')}.`;
}
