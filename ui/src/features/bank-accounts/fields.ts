/** What is wrong with a bank account as it is entered, field by field. The shell has the last word. */
import type { BankAccountView } from '../../ipc/bindings';

/** Former ones are among them, which only the shell can tell. */
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

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
  const code = currency.trim().toUpperCase();
  if (!/^[A-Z]{3}$/.test(code)) return 'Enter three letters, such as USD.';
  return CURRENCIES.has(code)
    ? null
    : `There is no currency ${code}. Enter the code of another one, such as USD or EUR.`;
}

/** The same for every way of writing a code. */
function keyOf(code: string): string {
  return code.trim().split(/\s+/).join(' ').toLowerCase();
}
