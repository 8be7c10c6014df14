/** Keys of a client that this profile does not belong to: they open a profile of their own. */
import { useEffect, useRef, useState } from 'react';

import { Button } from '../../components/Button';
import { ChoiceRow } from '../../components/ChoiceRow';
import { TextField } from '../../components/TextField';
import { notify } from '../../components/Toasts';
import type { PlaidEnvironmentView } from '../../ipc/bindings';
import { ENVIRONMENTS } from '../../words/plaidKeys';
import { EMPTY, argumentOf, faultsOf, type Draft, type Faults } from './draft';
import { KeysAnswer } from './KeysAnswer';
import styles from './plaidKeys.module.css';
import { useKeys } from './useKeys';

interface Props {
  /** An address that this start was told of beside Plaid’s own. */
  otherAddress: string | null;
  mayChange: boolean;
}

export function KeysForm({ otherAddress, mayChange }: Props) {
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const [checks, setChecks] = useState(0);
  const keys = useKeys();
  const form = useRef<HTMLFormElement>(null);
  const faults = faultsOf(draft);
  const shown = checks > 0 ? faults : {};
  useEffect(() => {
    if (checks > 0) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [checks]);

  const checked = (act: () => void) => {
    setChecks(checks + 1);
    if (Object.keys(faults).length === 0) act();
  };
  const save = () =>
    checked(() => {
      void keys.save(argumentOf(draft)).then((isSaved) => {
        if (!isSaved) return;
        setDraft(EMPTY);
        setChecks(0);
        notify({ title: 'Plaid takes the keys', tone: 'good', icon: 'check' });
      });
    });
  return (
    <form
      ref={form}
      className={styles.form}
      aria-label="Keys for Plaid"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Fields draft={draft} onChange={setDraft} faults={shown} otherAddress={otherAddress} isDisabled={!mayChange} />
      <div className={styles.buttons}>
        <Button variant="primary" type="submit" isDisabled={!mayChange} isPending={keys.isSaving}>
          Save and open
        </Button>
        <Button
          isDisabled={!mayChange}
          isPending={keys.isTesting}
          onPress={() => checked(() => void keys.test(argumentOf(draft)))}
        >
          Test the keys
        </Button>
      </div>
      <p className={styles.hint}>
        Both are in the Plaid Dashboard, under Developers, Keys. Plaid is asked first; only keys that it takes are
        saved.
      </p>
      <KeysAnswer keys={keys} />
    </form>
  );
}

interface FieldsProps {
  draft: Draft;
  onChange: (draft: Draft) => void;
  faults: Faults;
  otherAddress: string | null;
  isDisabled: boolean;
}

function Fields({ draft, onChange, faults, otherAddress, isDisabled }: FieldsProps) {
  return (
    <>
      <ChoiceRow<PlaidEnvironmentView>
        label="Environment"
        options={environments(otherAddress)}
        value={draft.environment}
        onChange={(environment) => onChange({ ...draft, environment })}
        isDisabled={isDisabled}
      />
      <TextField
        label="Client ID"
        isRequired
        isDisabled={isDisabled}
        value={draft.clientId}
        onChange={(clientId) => onChange({ ...draft, clientId })}
        error={faults.clientId ?? null}
      />
      <TextField
        label="Secret"
        type="password"
        description="Of this environment. It is stored in the keyring and never shown."
        isRequired
        isDisabled={isDisabled}
        value={draft.secret}
        onChange={(secret) => onChange({ ...draft, secret })}
        error={faults.secret ?? null}
      />
    </>
  );
}

function environments(otherAddress: string | null) {
  const own = (['sandbox', 'production'] as const).map((value) => ({ value, ...ENVIRONMENTS[value] }));
  if (otherAddress === null) return own;
  return [...own, { value: 'other' as const, label: ENVIRONMENTS.other.label, description: otherAddress }];
}
