/** What is wrong with a bank account as it is entered, field by field. The shell has the last word. */
import type { BankAccountView } from '../../ipc/bindings';

/** Why the code can’t be taken, or nothing. */
export function faultOfCode(code: string, others: readonly BankAccountView[]): string | null {
  if (code.trim() === '') return 'Enter a code.';
  const holder = others.find((other) => keyOf(other.code) === keyOf(code));
  if (holder === undefined) return null;
  return `${holder.code} ${holder.name} has this code${holder.active ? '' : ', though it is inactive'}. Enter another one.`;
}

export function faultOfName(name: string): string | null {
  return name.trim() === '' ? 'Enter a name.' : null;
}

export function faultOfCurrency(currency: string): string | null {
  return /^[A-Za-z]{3}$/.test(currency.trim()) ? null : 'Enter three letters, such as USD.';
}

/** The same for every way of writing a code. */
function keyOf(code: string): string {
  return code.trim().split(/\s+/).join(' ').toLowerCase();
}
