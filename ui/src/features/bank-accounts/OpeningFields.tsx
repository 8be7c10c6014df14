/** The opening balance and the first day of the first statement. */
import { DateField } from '../../components/DateField';
import { TextField } from '../../components/TextField';
import type { AccountView } from '../../ipc/bindings';
import styles from './bankAccounts.module.css';
import { hintOfBalance, hintOfDay, type Draft, type Faults } from './opening';

interface Props {
  draft: Draft;
  /** Of the bank account. */
  currency: string;
  /** The account at the bank, as far as its sign is concerned. */
  account: Pick<AccountView, 'kind'>;
  faults: Faults | null;
  onChange: (draft: Draft) => void;
}

export function OpeningFields({ draft, currency, account, faults, onChange }: Props) {
  return (
    <div className={styles.opening}>
      <TextField
        label={`Opening balance (${currency})`}
        value={draft.balance}
        onChange={(balance) => onChange({ ...draft, balance })}
        description={hintOfBalance(account)}
        error={faults?.balance ?? null}
        isRequired
      />
      <DateField
        label="Start date"
        layout="stacked"
        value={draft.startsOn}
        onChange={(startsOn) => onChange({ ...draft, startsOn })}
        description={hintOfDay(draft.startsOn, new Date())}
        error={faults?.startsOn ?? null}
      />
      <p className={styles.lasting}>
        Check both: after the first import the start date stays, and another opening balance is corrected in the next
        statement.
      </p>
    </div>
  );
}
