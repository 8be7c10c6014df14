/** The head of the window: the product, its views, who works with it, and whether any of it is real. */
import type { ProfileView } from '../../ipc/bindings';
import { ProductMark } from '../../words/ProductMark';
import styles from './frame.module.css';
import { Views, type Badges } from './Views';

interface Props {
  profile: ProfileView;
  /** Is told the place for who works with it. What stands inside of the tabs is drawn twice, and that must not be. */
  onCorner: (corner: HTMLElement) => void;
  badges: Badges;
  badgesId: string;
}

export function Header({ profile, onCorner, badges, badgesId }: Props) {
  return (
    <header className={styles.header}>
      <div className={styles.bar}>
        <ProductMark />
        <h1 className={styles.product}>Bank Connections</h1>
        <Views badges={badges} id={badgesId} />
        <div
          className={styles.account}
          ref={(corner) => {
            // The other drawing is in no document.
            if (corner?.isConnected === true) onCorner(corner);
          }}
        />
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
