/** Another opening balance where there are statements: the next one makes up for the difference. */
import { useId } from 'react';

import { TextField } from '../../components/TextField';
import type { AccountView, OpeningBalanceView } from '../../ipc/bindings';
import { formatMoney } from '../../words/money';
import styles from './bankAccounts.module.css';
import { effectOf, hintOfBalance, moneyOf } from './opening';

interface Props {
  opening: OpeningBalanceView;
  /** The account at the bank, as far as its sign is concerned. */
  account: Pick<AccountView, 'kind'>;
  balance: string;
  fault: string | null;
  onChange: (balance: string) => void;
}

export function CorrectOpening({ opening, account, balance, fault, onChange }: Props) {
  const titleId = useId();
  const { currency } = opening.used;
  const entered = moneyOf(balance, currency);
  return (
    <section className={styles.correct} aria-labelledby={titleId}>
      <h3 id={titleId}>Correct opening balance</h3>
      <p>
        Used so far: <strong>{formatMoney(opening.used)}</strong>
      </p>
      <TextField
        label={`Right opening balance (${currency})`}
        value={balance}
        onChange={onChange}
        description={hintOfBalance(account)}
        error={fault}
        isRequired
      />
      <p className={styles.note} role="status">
        {entered !== null && effectOf(opening, entered)}
      </p>
    </section>
  );
}
