/** What is being asked about the bank accounts: one conversation at a time, wherever it was begun. */
import { useState } from 'react';

import type { AccountView, BankAccountView, InstitutionView } from '../../ipc/bindings';

export type Asked =
  | { kind: 'add' }
  | { kind: 'import' }
  | { kind: 'review' }
  | { kind: 'edit' | 'link' | 'change_link' | 'unlink'; bankAccount: BankAccountView }
  | { kind: 'link_account'; account: AccountView; institution: InstitutionView };

export interface BankAccountFlow {
  asked: Asked | null;
  /** What came of the last conversation. */
  said: string | null;
  ask: (asked: Asked) => void;
  close: () => void;
  /** It is done, and this is to be said of it, until something else is asked. */
  done: (said: string) => void;
}

export function useBankAccountFlow(): BankAccountFlow {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  return {
    asked,
    said,
    ask: (next) => {
      setSaid(null);
      setAsked(next);
    },
    close: () => setAsked(null),
    done: (words) => {
      setAsked(null);
      setSaid(words);
    },
  };
}
