//! What is true of the secret and what the audit says of it are one.

use secrecy::SecretString;

use super::{PlaidKeysError, Proof};
use crate::{VaultError, testing::Office};

const EARLIER: &str = "the-earlier-secret";
const LATER: &str = "the-later-secret";

/// The audit takes no entry.
const NOTHING_IS_WRITTEN: &str = "create trigger full before insert on audit begin select raise(abort, 'full'); end";
/// The audit takes an entry, and nothing can be committed with it.
const NOTHING_IS_COMMITTED: &str = "create table father (id integer primary key);
    create table child (of integer references father (id) deferrable initially deferred);
    create trigger lost after insert on audit begin insert into child values (1); end";

impl Office {
    async fn keeps(&self, secret: &str) -> bool {
        self.vault.keeps_api_secret(&SecretString::from(secret)).await.unwrap()
    }
}

#[tokio::test]
async fn a_secret_that_the_audit_can_not_be_told_of_stays_the_earlier_one() {
    for trouble in [NOTHING_IS_WRITTEN, NOTHING_IS_COMMITTED] {
        let (office, _) = Office::set_up().await;
        office.vault.put_api_secret(&EARLIER.into()).await.unwrap();
        office.execute(trouble).await;
        let replaced = office.connections.replace_plaid_secret(LATER.into(), Proof::Waived).await;
        assert!(matches!(replaced, Err(PlaidKeysError::Store(_))), "{replaced:?}");
        assert!(office.keeps(EARLIER).await, "{trouble}");
        let forgotten = office.connections.forget_plaid_secret().await;
        assert!(matches!(forgotten, Err(PlaidKeysError::Store(_))), "{forgotten:?}");
        assert!(office.keeps(EARLIER).await, "{trouble}");
        assert!(office.connections.has_plaid_secret());
        office.connections.close().await;
    }
}

#[tokio::test]
async fn a_first_secret_that_the_audit_can_not_be_told_of_is_not_kept() {
    for trouble in [NOTHING_IS_WRITTEN, NOTHING_IS_COMMITTED] {
        let (office, _) = Office::set_up().await;
        office.execute(trouble).await;
        let kept = office.connections.replace_plaid_secret(LATER.into(), Proof::Waived).await;
        assert!(matches!(kept, Err(PlaidKeysError::Store(_))), "{kept:?}");
        assert!(matches!(office.vault.api_secret().await, Err(VaultError::Missing { .. })), "{trouble}");
        office.connections.close().await;
    }
}
