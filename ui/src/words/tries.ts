/** What became of a try to tell a password or a recovery code. */
import type { PasswordAnswerView, RecoveryAnswerView } from '../ipc/bindings';

export type Refused = Exclude<PasswordAnswerView | RecoveryAnswerView, { kind: 'right' }>;

const WHAT = {
  password: { wrong: 'The password is wrong.', tooSoon: 'Too many wrong passwords. This one was not looked at.' },
  code: {
    wrong: 'The recovery code is wrong.',
    tooSoon: 'Too many wrong recovery codes. This one was not looked at.',
  },
} as const;

export function sentenceOfRefused({ kind, retry_at }: Refused, what: keyof typeof WHAT): string {
  if (kind === 'too_soon') return WHAT[what].tooSoon;
  return retry_at === null ? `${WHAT[what].wrong} Try again.` : WHAT[what].wrong;
}

/** `0:20` */
export function formatWait(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

const CODE_LENGTH = 20;

/** Why this can't be a recovery code, or nothing. Hyphens and spaces are no part of it. */
export function faultOfCode(typed: string): string | null {
  const { length } = typed.replaceAll(/[^a-z\d]/gi, '');
  if (length === 0) return 'Enter the recovery code.';
  return length === CODE_LENGTH ? null : `A recovery code has ${CODE_LENGTH} characters, this one has ${length}.`;
}
