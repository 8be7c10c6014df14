/** Amounts of money as people read them. The digits come as text and never pass through a binary float. */

/** An amount as it crosses to the window. */
export interface Money {
  /** In units, with all decimal places of the currency: `-12.50`. */
  amount: string;
  currency: string;
}

const LOCALE = 'en-US';
const formats = new Map<string, Intl.NumberFormat>();

/** `$1,234.50`, and `-$12.00` for what is negative. */
export function formatMoney({ amount, currency }: Money): string {
  return formatOf(currency).format(amount as Intl.StringNumericLiteral);
}

/** `$1.2K`, for the scale of a drawing, whose values are no amounts of anybody. */
export function formatShortly(value: number, currency: string): string {
  const maximumFractionDigits = Math.abs(value) < 1 ? 2 : 1;
  return new Intl.NumberFormat(LOCALE, {
    style: 'currency',
    currency,
    notation: 'compact',
    minimumFractionDigits: 0,
    maximumFractionDigits,
  }).format(value);
}

function formatOf(currency: string): Intl.NumberFormat {
  const known = formats.get(currency);
  if (known !== undefined) {
    return known;
  }
  const format = new Intl.NumberFormat(LOCALE, { style: 'currency', currency });
  formats.set(currency, format);
  return format;
}
