/** The head of the window: the product, its views, who works with it, and whether any of it is real. */
import { VisuallyHidden } from 'react-aria-components/VisuallyHidden';

import { Icon } from '../../components/Icon';
import type { ProfileView, UserView } from '../../ipc/bindings';
import { ProductMark } from '../../words/ProductMark';
import { ROLES } from '../../words/user';
import styles from './frame.module.css';
import { Views, type Badges } from './Views';

interface Props {
  profile: ProfileView;
  user: UserView;
  badges: Badges;
  badgesId: string;
}

export function Header({ profile, user, badges, badgesId }: Props) {
  return (
    <header className={styles.header}>
      <div className={styles.bar}>
        <ProductMark />
        <h1 className={styles.product}>Bank Connections</h1>
        <Views badges={badges} id={badgesId} />
        <p className={styles.user}>
          <Icon name="user" />
          <VisuallyHidden elementType="span">Signed in as </VisuallyHidden>
          {userLabel(user)}
        </p>
      </div>
      {profile.kind === 'demo' && <DemoBanner secretsInMemory={profile.secrets_in_memory} />}
      {profile.needs_secret && (
        <p className={styles.banner} data-tone="warning">
          <strong>The secret for Plaid is missing.</strong> You can look at everything; Plaid is not asked until the
          integration user enters the secret under Settings, Plaid keys.
        </p>
      )}
    </header>
  );
}

function DemoBanner({ secretsInMemory }: { secretsInMemory: boolean }) {
  return (
    <p className={styles.banner}>
      <strong>Demo: simulated Plaid.</strong> No real bank is contacted.
      {secretsInMemory && ' This computer has no keyring, so the secrets of the demo are kept in memory only.'}
    </p>
  );
}

/** The role, and the name where it says more. */
function userLabel({ name, role }: UserView): string {
  const label = ROLES[role];
  return name === '' || name.toLowerCase() === label.toLowerCase() ? label : `${name} · ${label}`;
}
