/** The settings of the keys for Plaid: those of this profile, and the profiles that other keys open. */
import { useState, type ReactNode } from 'react';

import { Button } from '../../components/Button';
import { Mark } from '../../components/Mark';
import { Notice } from '../../components/Notice';
import { Section } from '../../components/Section';
import { Skeleton } from '../../components/Skeleton';
import type { OwnerView, PlaidKeysView } from '../../ipc/bindings';
import { usePlaidKeys, useProfiles } from '../../ipc/queries';
import { Failed } from '../../words/Failed';
import { ENVIRONMENTS } from '../../words/plaidKeys';
import { KeysForm } from './KeysForm';
import styles from './plaidKeys.module.css';
import { Profiles } from './Profiles';
import { SecretForm } from './SecretForm';

export function PlaidKeys({ mayChange }: { mayChange: boolean }) {
  const keys = usePlaidKeys();
  return (
    <>
      <Section
        title="Plaid keys"
        lead="The client ID names your firm at Plaid, the secret proves it. The secret is in the keyring of this computer and nowhere else."
      >
        {keys.data === undefined ? (
          <Unread query={keys} label="Reading the keys…" />
        ) : (
          <Present keys={keys.data} mayChange={mayChange} />
        )}
      </Section>
      <Section
        title="Profiles"
        lead="Each pair of environment and client ID has records, users and secrets of its own, and so has the demo. They never mix."
      >
        <OtherProfiles keys={keys.data} mayChange={mayChange} />
      </Section>
    </>
  );
}

function Present({ keys, mayChange }: { keys: PlaidKeysView; mayChange: boolean }) {
  const { owner, has_secret, is_from_environment, other_address } = keys;
  return (
    <>
      {is_from_environment && (
        <Notice tone="info" icon="key" title="Environment variables chose this profile">
          They do so at each start that they are set for, whatever is chosen here.
        </Notice>
      )}
      {owner === null ? (
        <>
          <p>
            The demo works on a simulator and needs no keys.{' '}
            {mayChange
              ? 'Enter those of your firm to work on its own connections.'
              : 'The integration user enters those of your firm to work on its own connections.'}
          </p>
          <KeysForm otherAddress={other_address} mayChange={mayChange} />
        </>
      ) : (
        <>
          {!has_secret && (
            <Notice tone="warning" icon="key" title="The secret for Plaid is missing">
              Connections and their history are here. Plaid is not asked until the secret is entered.
            </Notice>
          )}
          <Facts owner={owner} hasSecret={has_secret} />
          <SecretForm owner={owner} hasSecret={has_secret} mayChange={mayChange} />
        </>
      )}
    </>
  );
}

function Facts({ owner, hasSecret }: { owner: OwnerView; hasSecret: boolean }) {
  return (
    <dl className={styles.facts}>
      <dt>Environment</dt>
      <dd>{`${ENVIRONMENTS[owner.environment].label} · ${owner.address}`}</dd>
      <dt>Client ID</dt>
      <dd>{owner.client_id}</dd>
      <dt>Secret</dt>
      <dd>
        {hasSecret ? (
          <Mark tone="good" icon="check">
            In the keyring
          </Mark>
        ) : (
          <Mark tone="warning" icon="attention">
            Missing
          </Mark>
        )}
      </dd>
    </dl>
  );
}

function OtherProfiles({ keys, mayChange }: { keys: PlaidKeysView | undefined; mayChange: boolean }) {
  const profiles = useProfiles();
  const [isEntering, setIsEntering] = useState(false);
  if (profiles.data === undefined) return <Unread query={profiles} label="Reading the profiles…" />;
  return (
    <>
      <Profiles profiles={profiles.data} mayChange={mayChange} />
      {/* In the demo the form stands above. */}
      {keys !== undefined && keys.owner !== null && (
        <>
          {isEntering ? (
            <KeysForm otherAddress={keys.other_address} mayChange={mayChange} />
          ) : (
            <div>
              <Button isDisabled={!mayChange} onPress={() => setIsEntering(true)}>
                Enter keys for another profile…
              </Button>
            </div>
          )}
        </>
      )}
    </>
  );
}

type Query = ReturnType<typeof usePlaidKeys> | ReturnType<typeof useProfiles>;

function Unread({ query, label }: { query: Query; label: string }): ReactNode {
  if (query.error === null) return <Skeleton label={label} />;
  return <Failed problem={query.error} onRetry={() => void query.refetch()} />;
}
