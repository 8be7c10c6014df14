/** Accounts in words. */

/** What every form of account that the shell speaks of has in common. */
interface Named {
  name: string;
  mask: string | null;
}

/** The account as people know it: `Plaid Checking ••••0000`. */
export function accountLabel(account: Named): string {
  const mask = maskLabel(account.mask);
  return mask === null ? account.name : `${account.name} ${mask}`;
}

/** The last digits of the account number, marked as such. */
export function maskLabel(mask: string | null): string | null {
  return mask === null ? null : `••••${mask}`;
}

/** Plaid's type and subtype as a phrase. New values appear at any time and are shown as they come. */
export function typeLabel(kind: string, subtype: string | null): string {
  const word = subtype ?? kind;
  return SPELLINGS[word] ?? capitalized(word);
}

const SPELLINGS: Record<string, string> = {
  '401k': '401(k)',
  '403b': '403(b)',
  '529': '529 plan',
  auto: 'Auto loan',
  cd: 'Certificate of deposit',
  hsa: 'Health savings',
  ira: 'IRA',
  paypal: 'PayPal',
  'roth 401k': 'Roth 401(k)',
  roth: 'Roth IRA',
  'sep ira': 'SEP IRA',
  student: 'Student loan',
};

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** `1 account`, `3 accounts`. */
export function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}

/** Whether the text is a number as people quote it: its beginning, or its last digits. The zeros between say nothing. */
export function fitsNumber(number: string, text: string): boolean {
  const lower = number.toLowerCase();
  return lower.startsWith(text) || lower.endsWith(text);
}
