/** Messages on their way, in words. */
import type { IconName } from '../components/Icon';
import type { Tone } from '../components/tone';
import type { DeliveryStateView, OutboxView, SecurityView } from '../ipc/bindings';

interface DeliveryWords {
  label: string;
  icon: IconName;
  tone: Tone;
}

export const DELIVERIES = {
  waiting: { label: 'Waiting', icon: 'wait', tone: 'info' },
  sending: { label: 'Being sent', icon: 'mail', tone: 'info' },
  sent: { label: 'Sent', icon: 'check', tone: 'good' },
  refused: { label: 'Refused by the server', icon: 'stop', tone: 'danger' },
  uncertain: { label: 'Perhaps sent', icon: 'question', tone: 'warning' },
} as const satisfies Record<DeliveryStateView, DeliveryWords>;

export const SECURITIES = {
  starttls: { label: 'STARTTLS', description: 'Usually port 587', port: 587 },
  tls: { label: 'TLS', description: 'Usually port 465', port: 465 },
} as const satisfies Record<SecurityView, { label: string; description: string; port: number }>;

/** How many messages wait for nothing but mail being set up. */
export function waitingForSettings({ is_configured, waiting }: OutboxView): number {
  return is_configured ? 0 : waiting;
}
