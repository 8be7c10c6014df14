/** Another code or name for a bank account, or the end of its use. */
import { useId, useState, type SubmitEvent } from 'react';

import { Button } from '../../components/Button';
import { Checkbox } from '../../components/Checkbox';
import { DialogPanel } from '../../components/Dialog';
import { TextField } from '../../components/TextField';
import { useDiscard } from '../../components/useDiscard';
import { useFocusOnFault } from '../../components/useFocusOnFault';
import type { BankAccountView } from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';
import { ProblemNotice } from '../../words/ProblemNotice';
import styles from './bankAccounts.module.css';
import { faultOfCode, faultOfName } from './fields';

interface Props {
  bankAccount: BankAccountView;
  /** All that are there. The codes of the other ones are taken. */
  accounts: readonly BankAccountView[];
  onDone: (said: string) => void;
  onClose: () => void;
}

export function EditBankAccount({ bankAccount, accounts, onDone, onClose }: Props) {
  const formId = useId();
  const change = useAct('change_bank_account');
  const [code, setCode] = useState(bankAccount.code);
  const [name, setName] = useState(bankAccount.name);
  const [active, setActive] = useState(bankAccount.active);
  const [checks, setChecks] = useState(0);
  const form = useFocusOnFault(checks);
  const isChanged = code !== bankAccount.code || name !== bankAccount.name || active !== bankAccount.active;
  const { leave, question } = useDiscard(isChanged, onClose);
  const others = accounts.filter(({ id }) => id !== bankAccount.id);
  const faults = { code: faultOfCode(code, others), name: faultOfName(name) };

  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecks(checks + 1);
    if (faults.code !== null || faults.name !== null || change.isPending) return;
    void change.run({ bank_account_id: bankAccount.id, code, name, active }).then(({ problem }) => {
      if (problem === null) onDone(`${code.trim()} ${name.trim()} is saved.`);
    });
  };

  return (
    <DialogPanel
      title="Edit the bank account"
      subject={`${bankAccount.code} ${bankAccount.name}`}
      icon="list"
      onEscape={leave}
      actions={
        <>
          <Button onPress={leave}>Cancel</Button>
          <Button variant="primary" type="submit" form={formId} isPending={change.isPending}>
            Save
          </Button>
        </>
      }
    >
      <form ref={form} id={formId} className={styles.fields} onSubmit={onSubmit}>
        <TextField
          label="Code"
          value={code}
          onChange={setCode}
          error={checks > 0 ? faults.code : null}
          autoFocus
          isRequired
        />
        <TextField label="Name" value={name} onChange={setName} error={checks > 0 ? faults.name : null} isRequired />
        <TextField
          label="Currency"
          value={bankAccount.currency}
          onChange={() => undefined}
          description="The currency never changes. For another one, add another bank account."
          isDisabled
        />
        <div>
          <Checkbox isSelected={active} onChange={setActive}>
            Active
          </Checkbox>
          <p className={styles.note}>
            {bankAccount.feed === null
              ? 'An inactive bank account can’t be linked. Its history stays.'
              : 'It is linked. To make it inactive, unlink it first.'}
          </p>
        </div>
      </form>
      {question}
      {change.problem !== null && <ProblemNotice problem={change.problem} />}
    </DialogPanel>
  );
}
