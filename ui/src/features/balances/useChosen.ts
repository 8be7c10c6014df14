/** Which accounts are chosen, how they are looked for, and what of that survives a look at a history. */
import { useState } from 'react';

import type { RefreshAccountView } from '../../ipc/bindings';
import { useRefreshAccounts } from '../../ipc/queries';
import { isUsable } from '../../words/accountSearch';
import type { Shown } from './filter';

export interface Chosen {
  accounts: ReturnType<typeof useRefreshAccounts>;
  /** The connections that were chosen before. */
  first: readonly string[];
  ids: ReadonlySet<string>;
  onChoose: (ids: ReadonlySet<string>) => void;
  searched: string;
  onSearch: (text: string) => void;
  /** Only those of this bank. */
  bank: string | null;
  onBank: (id: string | null) => void;
  /** Only such ones. */
  shown: Shown | null;
  onShown: (shown: Shown | null) => void;
}

const NONE: ReadonlySet<string> = new Set();

/** Beforehand those of these connections are chosen. */
export function useChosen(of: readonly string[]): Chosen {
  const accounts = useRefreshAccounts();
  const [chosen, setChosen] = useState<ReadonlySet<string> | null>(null);
  const [searched, setSearched] = useState('');
  const [bank, setBank] = useState<string | null>(null);
  const [shown, setShown] = useState<Shown | null>(null);
  return {
    accounts,
    first: of,
    ids: chosen ?? (accounts.data === undefined ? NONE : beforehand(accounts.data, of)),
    onChoose: setChosen,
    searched,
    onSearch: setSearched,
    bank,
    onBank: setBank,
    shown,
    onShown: setShown,
  };
}

function beforehand(accounts: readonly RefreshAccountView[], of: readonly string[]): ReadonlySet<string> {
  const theirs = accounts.filter((account) => isUsable(account) && of.includes(account.connection_id));
  return new Set(theirs.map(({ id }) => id));
}
