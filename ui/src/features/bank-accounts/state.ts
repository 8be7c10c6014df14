/** How a bank account stands, in words. */
import type { IconName } from '../../components/Icon';
import type { Tone } from '../../components/tone';
import type { BankAccountView } from '../../ipc/bindings';

export interface State {
  label: string;
  icon: IconName;
  tone: Tone;
}

export function stateOf({ active, feed }: BankAccountView): State {
  if (!active) return { label: 'Inactive', icon: 'minus', tone: 'quiet' };
  if (feed === null) return { label: 'Not linked', icon: 'unplugged', tone: 'quiet' };
  if (feed.is_obsolete) return { label: 'Connection removed', icon: 'archive', tone: 'warning' };
  if (!feed.account.active) return { label: 'Inactive at the bank', icon: 'attention', tone: 'warning' };
  return { label: 'Linked', icon: 'check', tone: 'good' };
}
