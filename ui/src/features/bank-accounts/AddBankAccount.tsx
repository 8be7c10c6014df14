/** A new bank account. */
import { useId, useState, type SubmitEvent } from 'react';

import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import { TextField } from '../../components/TextField';
import { useDiscard } from '../../components/useDiscard';
import { useFocusOnFault } from '../../components/useFocusOnFault';
import type { BankAccountView } from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';
import { ProblemNotice } from '../../words/ProblemNotice';
import styles from './bankAccounts.module.css';
import { faultOfCode, faultOfCurrency, faultOfName } from './fields';

interface Props {
  /** Those that are there. Their codes are taken. */
  accounts: readonly BankAccountView[];
  /** The currency that most accounts have, to begin with. */
  currency: string;
  onDone: (said: string) => void;
  onClose: () => void;
}

export function AddBankAccount({ accounts, currency: usual, onDone, onClose }: Props) {
  const formId = useId();
  const add = useAct('add_bank_account');
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const [currency, setCurrency] = useState(usual);
  const [checks, setChecks] = useState(0);
  const form = useFocusOnFault(checks);
  const { leave, question } = useDiscard(code !== '' || name !== '' || currency !== usual, onClose);
  const faults = { code: faultOfCode(code, accounts), name: faultOfName(name), currency: faultOfCurrency(currency) };

  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecks(checks + 1);
    if (faults.code !== null || faults.name !== null || faults.currency !== null || add.isPending) return;
    void add.run({ code, name, currency }).then(({ problem }) => {
      if (problem === null) onDone(`${code.trim()} ${name.trim()} is added.`);
    });
  };

  return (
    <DialogPanel
      title="Add a bank account"
      icon="plus"
      onEscape={leave}
      actions={
        <>
          <Button onPress={leave}>Cancel</Button>
          <Button variant="primary" type="submit" form={formId} isPending={add.isPending}>
            Add the bank account
          </Button>
        </>
      }
    >
      <p>A bank account as it stands in your books. Link it afterwards with the account at the bank that feeds it.</p>
      <form ref={form} id={formId} className={styles.fields} onSubmit={onSubmit}>
        <TextField
          label="Code"
          value={code}
          onChange={setCode}
          error={checks > 0 ? faults.code : null}
          description="As in your chart of accounts, such as 1010. Each code is given once."
          autoFocus
          isRequired
        />
        <TextField
          label="Name"
          value={name}
          onChange={setName}
          error={checks > 0 ? faults.name : null}
          description="Such as Operating account."
          isRequired
        />
        <TextField
          label="Currency"
          value={currency}
          onChange={setCurrency}
          error={checks > 0 ? faults.currency : null}
          description="Its code of three letters, such as USD. It can’t be changed later."
          isRequired
        />
      </form>
      {question}
      {add.problem !== null && <ProblemNotice problem={add.problem} />}
    </DialogPanel>
  );
}
