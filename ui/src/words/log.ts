/** The connection log in words. */
import type { LogKindView, LogOutcomeView } from '../ipc/bindings';
import type { Tone } from '../components/tone';
import { OUTCOME_LABELS } from './outcome';

export const LOG_KINDS = {
  connect: 'Connect',
  update: 'Update',
  replace: 'Replace login',
  reconnect: 'Reconnect',
  removal: 'Remove',
} as const satisfies Record<LogKindView, string>;

export const LOG_OUTCOMES = {
  ...OUTCOME_LABELS,
  under_way: 'Under way',
  removed: 'Removed',
  removing: 'Not removed yet',
} as const satisfies Record<LogOutcomeView, string>;

export const LOG_TONES: Partial<Record<LogOutcomeView, Tone>> = {
  wrong_bank: 'warning',
  too_late: 'warning',
  refused: 'danger',
  lost: 'warning',
  removing: 'warning',
};
