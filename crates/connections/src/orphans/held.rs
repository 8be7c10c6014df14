//! Logins whose access token the keyring has and that no record names: what is left of them where older records were put
//! back, or the records began anew. Only what Plaid says of such a token tells of which login it is.

use plaid::{Answer, Item};
use serde_json::json;
use sqlx::SqliteConnection;
use tracing::{info, instrument, warn};

use super::sweep::{SweepError, may_arrive};
use crate::{
    Connections, StoreError, Vault, VaultError,
    connections::By,
    model::{
        connection::Institution,
        ids::LoginId,
        login::TokenFingerprint,
        orphan::{Orphan, OrphanState, OrphanToken},
    },
    removal::attempt::is_gone,
    store,
};

/// What the keyring was found to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum KeyringSearch {
    /// Nobody has looked since the start.
    #[default]
    Unknown,
    /// All of it was seen.
    Done {
        /// How many access tokens there are that neither a record nor Plaid knows, so that nobody can tell of which login
        /// they are.
        strangers: usize,
    },
    /// The keyring of this system can't be searched.
    Impossible,
}

/// What Plaid says of the access tokens that no record names.
#[derive(Default)]
pub(super) struct Held {
    there: Vec<(OrphanToken, Answer<Item>)>,
    gone: Vec<Gone>,
    strangers: usize,
}

/// A login that Plaid no longer knows.
struct Gone {
    of: LoginId,
    /// What is on record of it.
    orphan: Option<Orphan>,
    request_id: String,
}

impl Connections {
    /// Looks through the keyring, asks Plaid of each token that no record names, and notes the logins that it finds. Says how
    /// many are news.
    #[instrument(skip_all)]
    pub(super) async fn search_keyring(&self) -> Result<usize, SweepError> {
        let Some(logins) = self.vault().logins_with_tokens().await? else {
            self.orphans_watch().searched(KeyringSearch::Impossible);
            return Ok(0);
        };
        let mut held = Held::default();
        for login in logins {
            self.ask_of(login, &mut held).await?;
        }
        self.orphans_watch().searched(KeyringSearch::Done { strangers: held.strangers });
        self.note_held(held).await
    }

    async fn ask_of(&self, login: LoginId, held: &mut Held) -> Result<(), SweepError> {
        let on_record = {
            let mut records = self.database().read().await?;
            if store::logins::get(&mut records, login).await?.is_some() {
                return Ok(());
            }
            let of = |orphan: &Orphan| orphan.token.as_ref().is_some_and(|token| token.of == login);
            store::orphans::list(&mut records).await?.into_iter().find(of)
        };
        let token = match self.vault().access_token(login).await {
            Ok(token) => token,
            Err(VaultError::Missing { .. }) => return Ok(()),
            Err(VaultError::Damaged { .. }) => {
                held.strangers += 1;
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        };
        let fingerprint = Vault::fingerprint(&token);
        let is_known = on_record.as_ref().is_some_and(|orphan| has_token(orphan, &fingerprint));
        match self.plaid().item(&token).await {
            Ok(answer) => held.there.push((OrphanToken { of: login, fingerprint }, answer)),
            Err(error) if is_gone(&error, is_known) => held.gone.push(Gone {
                of: login,
                orphan: on_record.filter(|_| is_known),
                request_id: error.request_id().unwrap_or_default().to_owned(),
            }),
            Err(error) if error.code() == Some("INVALID_ACCESS_TOKEN") => {
                warn!(%login, request_id = error.request_id(), "the keyring holds a token that Plaid does not know");
                held.strangers += 1;
            }
            Err(error) => return Err(SweepError::Plaid(error)),
        }
        Ok(())
    }

    /// Compares what was found with the records as they are now. A session that began since may have put a token into the
    /// keyring; then nothing is believed.
    async fn note_held(&self, Held { there, gone, strangers }: Held) -> Result<usize, SweepError> {
        let mut found = 0;
        let mut records = self.database().write().await?;
        if may_arrive(&mut records).await? {
            return Err(SweepError::SessionUnderWay);
        }
        for (token, answer) in &there {
            if self.note_one_held(&mut records, token, answer).await? {
                found += 1;
            }
        }
        for Gone { of, orphan, request_id } in &gone {
            self.note_gone(&mut records, *of, orphan.clone(), request_id).await?;
        }
        records.commit().await.map_err(StoreError::from)?;
        for Gone { of, orphan, .. } in gone {
            match orphan {
                Some(orphan) => self.forget_orphan_token(&orphan).await?,
                None => self.forget_token_of_nobody(of).await,
            }
        }
        info!(there = there.len(), found, strangers, "looked for logins in the keyring that nobody knows");
        Ok(found)
    }

    async fn note_one_held(
        &self,
        records: &mut SqliteConnection,
        token: &OrphanToken,
        Answer { value: item, request_id }: &Answer<Item>,
    ) -> Result<bool, StoreError> {
        let is_on_record = store::logins::get(records, token.of).await?.is_some();
        if is_on_record || store::logins::knows(records, &item.item_id).await? {
            return Ok(false);
        }
        let institution = institution_of(item);
        let is_news = store::orphans::find(records, &item.item_id, institution.as_ref(), self.now()).await?;
        store::orphans::set_token(records, &item.item_id, Some(token)).await?;
        if is_news {
            let mut entry = self.entry_on(By::Itself, "look_for_orphans", item.item_id.clone(), "found");
            entry.request_ids.push(request_id.clone());
            entry.details.insert("institution".to_owned(), json!(item.institution_id));
            entry.details.insert("in_keyring".to_owned(), json!(true));
            store::audit::append(records, &entry).await?;
        }
        Ok(is_news)
    }

    async fn note_gone(
        &self,
        records: &mut SqliteConnection,
        of: LoginId,
        orphan: Option<Orphan>,
        request_id: &str,
    ) -> Result<(), StoreError> {
        match orphan {
            Some(orphan) if !matches!(orphan.state, OrphanState::Removed { .. }) => {
                self.write_gone(records, orphan, request_id).await
            }
            Some(_) => Ok(()),
            None => {
                let mut entry = self.entry_on(By::Itself, "look_for_orphans", of.to_string(), "gone_at_plaid");
                entry.request_ids.push(request_id.to_owned());
                store::audit::append(records, &entry).await
            }
        }
    }

    /// Has the keyring forget the token of a removed orphan. Where it does not answer the token stays, worthless, and is
    /// forgotten with a later pass: not with the next one, as the keyring may ask for its password each time.
    #[instrument(skip_all, fields(item = orphan.item_id))]
    pub(super) async fn forget_orphan_token(&self, orphan: &Orphan) -> Result<(), StoreError> {
        let Some(token) = &orphan.token else { return Ok(()) };
        match self.vault().access_token(token.of).await {
            // Another token than that of the removed login is nobody's to forget.
            Ok(held) if Vault::fingerprint(&held) != token.fingerprint => {}
            Ok(_) | Err(VaultError::Missing { .. } | VaultError::Damaged { .. }) => {
                if let Err(error) = self.vault().forget_access_token(token.of).await {
                    self.left_in_keyring(&error);
                    return Ok(());
                }
            }
            Err(error) => {
                self.left_in_keyring(&error);
                return Ok(());
            }
        }
        self.orphans_watch().forgot(Ok(()), self.now());
        let mut records = self.database().write().await?;
        store::orphans::set_token(&mut records, &orphan.item_id, None).await?;
        Ok(records.commit().await?)
    }

    fn left_in_keyring(&self, error: &VaultError) {
        warn!(%error, "the token of a removed login is left in the keyring");
        self.orphans_watch().forgot(Err(error), self.now());
    }

    async fn forget_token_of_nobody(&self, of: LoginId) {
        if let Err(error) = self.vault().forget_access_token(of).await {
            warn!(%error, login = %of, "the token of a login that is gone is left in the keyring");
        }
    }
}

fn has_token(orphan: &Orphan, fingerprint: &TokenFingerprint) -> bool {
    orphan.token.as_ref().is_some_and(|token| token.fingerprint == *fingerprint)
}

fn institution_of(item: &Item) -> Option<Institution> {
    let id = item.institution_id.clone()?;
    let name = item.institution_name.clone().unwrap_or_else(|| id.clone());
    Some(Institution { id, name })
}
