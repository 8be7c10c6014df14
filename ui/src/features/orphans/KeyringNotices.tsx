/** What the look through the keyring can’t tell. */
import { Notice } from '../../components/Notice';
import type { OrphansView } from '../../ipc/bindings';
import styles from './orphans.module.css';

export function KeyringNotices({ keyring, strangers }: Pick<OrphansView, 'keyring' | 'strangers'>) {
  return (
    <>
      {keyring === 'impossible' && (
        <div className={styles.notice}>
          <Notice tone="info" icon="question" title="The keyring of this system can’t be looked through">
            A bank that was connected after a backup may still be at Plaid once that backup is restored. Here Bank
            Connections finds it only where Plaid lists your logins. Otherwise ask Plaid Support which logins your firm
            has.
          </Notice>
        </div>
      )}
      {strangers > 0 && (
        <div className={styles.notice}>
          <Notice tone="warning" icon="key" title={titleOf(strangers)}>
            Nobody can tell of which login {strangers === 1 ? 'it is' : 'they are'}: neither your records nor Plaid know{' '}
            {strangers === 1 ? 'it' : 'them'}. An entry of the keyring may have been changed. Should a bank be billed
            that is not in your records, ask Plaid Support to remove it.
          </Notice>
        </div>
      )}
    </>
  );
}

function titleOf(strangers: number): string {
  return strangers === 1
    ? '1 access token in the keyring is not known to Plaid'
    : `${strangers} access tokens in the keyring are not known to Plaid`;
}
