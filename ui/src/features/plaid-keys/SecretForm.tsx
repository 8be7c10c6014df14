/** Another secret for the client of this profile, or the first one where it is missing. */
import { useState } from 'react';

import { Button } from '../../components/Button';
import { DialogLayer } from '../../components/Dialog';
import { TextField } from '../../components/TextField';
import { notify } from '../../components/Toasts';
import type { OwnerView } from '../../ipc/bindings';
import { argumentOf, faultsOf, type Draft } from './draft';
import { ForgetWarning } from './ForgetWarning';
import { KeysAnswer } from './KeysAnswer';
import styles from './plaidKeys.module.css';
import { useKeys } from './useKeys';

interface Props {
  owner: OwnerView;
  hasSecret: boolean;
  mayChange: boolean;
}

export function SecretForm({ owner, hasSecret, mayChange }: Props) {
  const [secret, setSecret] = useState('');
  const [isChecked, setIsChecked] = useState(false);
  const keys = useKeys();
  const draft: Draft = { environment: owner.environment, clientId: owner.client_id, secret };
  const fault = faultsOf(draft).secret ?? null;

  const save = (untested: boolean) => {
    setIsChecked(true);
    if (fault !== null) return;
    void keys.save(argumentOf(draft), untested).then((isSaved) => {
      if (!isSaved) return;
      setSecret('');
      setIsChecked(false);
      notify({ title: 'The secret is saved', tone: untested ? 'warning' : 'good', icon: untested ? 'key' : 'check' });
    });
  };
  const test = () => {
    // Without another one typed, that of the keyring is meant.
    setIsChecked(!hasSecret || secret !== '');
    if (fault === null || (hasSecret && secret === '')) void keys.test(argumentOf(draft));
  };
  return (
    <form
      className={styles.form}
      aria-label="Secret for Plaid"
      onSubmit={(event) => {
        event.preventDefault();
        save(false);
      }}
    >
      <TextField
        label={hasSecret ? 'Another secret' : 'Secret'}
        type="password"
        placeholder={hasSecret ? '••••••••' : ''}
        description={
          hasSecret
            ? 'Takes the place of the present one as soon as Plaid takes it.'
            : 'Of this client in this environment. It is stored in the keyring and never shown.'
        }
        isDisabled={!mayChange}
        value={secret}
        onChange={setSecret}
        error={isChecked ? fault : null}
      />
      <div className={styles.buttons}>
        <Button variant="primary" type="submit" isDisabled={!mayChange} isPending={keys.isSaving}>
          {hasSecret ? 'Replace the secret' : 'Save the secret'}
        </Button>
        <Button isDisabled={!mayChange} isPending={keys.isTesting} onPress={test}>
          Test the keys
        </Button>
        {hasSecret && mayChange && <Forget onForgotten={keys.clear} />}
      </div>
      <KeysAnswer
        keys={keys}
        otherwise={
          <Button size="small" onPress={() => save(true)}>
            Save it untested
          </Button>
        }
      />
    </form>
  );
}

function Forget({ onForgotten }: { onForgotten: () => void }) {
  const [isAsked, setIsAsked] = useState(false);
  return (
    <>
      <Button variant="quiet-danger" onPress={() => setIsAsked(true)}>
        Forget the secret…
      </Button>
      <DialogLayer isOpen={isAsked}>
        <ForgetWarning onForgotten={onForgotten} onClose={() => setIsAsked(false)} />
      </DialogLayer>
    </>
  );
}
