/** Which accounts are chosen, how they are looked for, and what of that survives a look at a history. */
import { useState } from 'react';

import type { ConnectionView, RefreshAccountView } from '../../ipc/bindings';
import { useConnections, useRefreshAccounts } from '../../ipc/queries';
import { isUsable } from '../../words/accountSearch';
import { isBroken } from '../../words/status';
import { useNow } from '../../words/useNow';
import type { Shown } from './filter';

export interface Chosen {
  accounts: ReturnType<typeof useRefreshAccounts>;
  /** The connections that were chosen before. */
  first: readonly string[];
  /** The connections that can't be expected to answer before the user has seen to them. */
  broken: readonly ConnectionView[];
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

/** Beforehand those of these connections are chosen, as far as their banks can be expected to answer. */
export function useChosen(of: readonly string[]): Chosen {
  const accounts = useRefreshAccounts();
  const connections = useConnections().data;
  const now = useNow();
  const [chosen, setChosen] = useState<ReadonlySet<string> | null>(null);
  const [searched, setSearched] = useState('');
  const [bank, setBank] = useState<string | null>(null);
  const [shown, setShown] = useState<Shown | null>(null);
  const broken = (connections ?? []).filter((connection) => !connection.is_paused && isBroken(connection, now));
  const isReady = accounts.data !== undefined && connections !== undefined;
  return {
    accounts,
    first: of,
    broken,
    ids: chosen ?? (isReady ? beforehand(accounts.data, of, broken) : NONE),
    onChoose: setChosen,
    searched,
    onSearch: setSearched,
    bank,
    onBank: setBank,
    shown,
    onShown: setShown,
  };
}

function beforehand(
  accounts: readonly RefreshAccountView[],
  of: readonly string[],
  broken: readonly ConnectionView[],
): ReadonlySet<string> {
  const theirs = accounts.filter(
    (account) =>
      isUsable(account) && of.includes(account.connection_id) && !broken.some(({ id }) => id === account.connection_id),
  );
  return new Set(theirs.map(({ id }) => id));
}
