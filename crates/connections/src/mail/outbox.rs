//! The way of messages out of the records: one pass at a time, each recipient by itself.
//!
//! `sending` is committed right before the text of a message goes out. Whoever is found in it by a later pass, or by a
//! later run of the application, is uncertain. What did not go out is tried again in growing waits, for ever.

use std::{
    convert::Infallible,
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use jiff::Timestamp;
use secrecy::SecretString;
use sqlx::SqliteConnection;
use tokio::{
    sync::{Mutex, Notify},
    time,
};
use tracing::{info, instrument, warn};

use super::{
    address::{Addresses, parse},
    letter::letter,
    smtp::{self, Answer},
};
use crate::{
    Connections, StoreError, VaultError,
    connections::By,
    model::mail::{Attempt, AttemptResult, Delivery, DeliveryState, MailSettings},
    settling::pace::{IDLE, until},
    store::{self, Word as _},
};

/// How long the outbox rests where the records can't be used.
const RECORDS_REST: Duration = Duration::from_secs(30);

/// What the passes share.
#[derive(Debug, Default)]
pub(crate) struct Turns {
    /// Held during a pass.
    turn: Mutex<()>,
    /// Wakes the loop over the passes.
    wake: Notify,
    /// Grows with each saving of the settings, so that a pass notices that it works with earlier ones.
    settings: AtomicU64,
}

impl Turns {
    /// Says that the settings are others now.
    pub(super) fn settings_changed(&self) {
        self.settings.fetch_add(1, Ordering::SeqCst);
        self.wake.notify_one();
    }

    fn settings_seen(&self) -> u64 {
        self.settings.load(Ordering::SeqCst)
    }
}

/// What a pass works with.
struct Post {
    settings: MailSettings,
    addresses: Addresses,
    seen: u64,
}

impl Connections {
    /// Sends for ever, on time and whenever something is to be sent. Ends with the task that it runs in; nothing is lost
    /// by that.
    pub(crate) async fn send_mail(&self) -> Infallible {
        loop {
            // A connection with its encryption is large, and would make large whatever waits for this.
            let wait = Box::pin(self.deliver_due()).await;
            tokio::select! {
                () = self.mail().wake.notified() => {}
                () = time::sleep(wait) => {}
            }
        }
    }

    /// Has the outbox look at once.
    pub(crate) fn wake_mail(&self) {
        self.mail().wake.notify_one();
    }

    /// Sends every message that is due to each of its recipients, and says when to look again.
    ///
    /// What fails is put off and recorded; it is no error of the pass.
    #[instrument(skip_all)]
    pub async fn deliver_due(&self) -> Duration {
        let _turn = self.mail().turn.lock().await;
        self.deliver_all().await.unwrap_or_else(|error| {
            warn!(%error, "the outbox can't be worked off");
            self.met(&error);
            RECORDS_REST
        })
    }

    /// Takes up what an earlier run left: what was going out at its end is uncertain, and what waits is due.
    pub(crate) async fn recover_mail(&self) -> Result<(), StoreError> {
        let _turn = self.mail().turn.lock().await;
        let mut records = self.database().write().await?;
        self.doubt_interrupted(&mut records).await?;
        for delivery in store::deliveries::unfinished(&mut records).await? {
            let state = DeliveryState::Waiting { next_try_at: self.now() };
            store::deliveries::save(&mut records, &Delivery { state, ..delivery }).await?;
        }
        records.commit().await?;
        self.wake_mail();
        Ok(())
    }

    /// Makes every delivery due whose last try ended like this, in the caller's transaction. Tells how many there are.
    pub(crate) async fn make_mail_due_after(
        &self,
        records: &mut SqliteConnection,
        result: AttemptResult,
    ) -> Result<usize, StoreError> {
        let mut found = 0;
        for delivery in store::deliveries::unfinished(records).await? {
            let last = store::deliveries::last_attempt(records, delivery.message, &delivery.recipient).await?;
            let is_it = last.is_some_and(|attempt| attempt.result == result);
            if is_it && matches!(delivery.state, DeliveryState::Waiting { .. }) {
                let state = DeliveryState::Waiting { next_try_at: self.now() };
                store::deliveries::save(records, &Delivery { state, ..delivery }).await?;
                found += 1;
            }
        }
        Ok(found)
    }

    async fn deliver_all(&self) -> Result<Duration, StoreError> {
        let seen = self.mail().settings_seen();
        let (settings, unfinished) = {
            let mut records = self.database().read().await?;
            let settings = store::mail_settings::get(&mut records).await?;
            (settings, store::deliveries::unfinished(&mut records).await?)
        };
        if unfinished.iter().any(|delivery| delivery.state == DeliveryState::Sending) {
            let mut records = self.database().write().await?;
            self.doubt_interrupted(&mut records).await?;
            records.commit().await?;
            self.tell();
        }
        let Some(settings) = settings else { return Ok(IDLE) };
        let now = self.now();
        let due = unfinished.into_iter().filter(|delivery| delivery.due_at(now).is_some_and(|at| at <= now));
        let due: Vec<_> = due.collect();
        match Addresses::of(&settings) {
            Ok(addresses) if !due.is_empty() => {
                self.deliver_each(&Post { settings, addresses, seen }, due).await?;
            }
            Ok(_) => {}
            Err(error) => warn!(%error, "the settings on record can't be used"),
        }
        self.next_delivery().await
    }

    async fn deliver_each(&self, post: &Post, due: Vec<Delivery>) -> Result<(), StoreError> {
        let password = match &post.settings.user_name {
            Some(_) => self.vault().smtp_password().await.map(Some),
            None => Ok(None),
        };
        // What the server refuses as a whole it need not refuse for each message: a password that is wrong too often
        // locks an account.
        let mut of_server = password.as_ref().err().map(of_keyring);
        let password = password.ok().flatten();
        for delivery in due {
            if self.mail().settings_seen() != post.seen {
                self.wake_mail();
                break;
            }
            let answer = match &of_server {
                Some(answer) => answer.clone(),
                None => match self.deliver(post, password.as_ref(), &delivery).await? {
                    Some(answer) => answer,
                    None => continue,
                },
            };
            if answer.result.is_of_server() {
                of_server = Some(answer.clone());
            }
            self.note(post, &delivery, answer).await?;
        }
        Ok(())
    }

    /// One message to one recipient. `None` where somebody else moved it meanwhile.
    #[instrument(skip_all, fields(message = %delivery.message))]
    async fn deliver(
        &self,
        post: &Post,
        password: Option<&SecretString>,
        delivery: &Delivery,
    ) -> Result<Option<Answer>, StoreError> {
        let message = {
            let mut records = self.database().read().await?;
            store::messages::get(&mut records, delivery.message).await?.ok_or(StoreError::NotFound)?
        };
        let Some(recipient) = parse(&delivery.recipient) else {
            let words = "This is not an e-mail address".to_owned();
            return Ok(Some(Answer { result: AttemptResult::Refused, words }));
        };
        let sender = &post.addresses.sender;
        let ready = match smtp::begin(&post.settings, password, sender, &recipient).await {
            Ok(ready) => ready,
            Err(answer) => return Ok(Some(answer)),
        };
        let mut records = self.database().write().await?;
        if !is_as_seen(&mut records, delivery).await? {
            return Ok(None);
        }
        let sending = Delivery { state: DeliveryState::Sending, ..delivery.clone() };
        store::deliveries::save(&mut records, &sending).await?;
        records.commit().await?;
        self.tell();
        Ok(Some(ready.send(&letter(&message, sender, &recipient)).await))
    }

    /// Writes how a try ended.
    async fn note(&self, post: &Post, delivery: &Delivery, answer: Answer) -> Result<(), StoreError> {
        let Answer { result, words } = answer;
        let mut records = self.database().write().await?;
        let found = store::deliveries::get(&mut records, delivery.message, &delivery.recipient).await?;
        let Some(found) = found else { return Ok(()) };
        if found.state != DeliveryState::Sending && found != *delivery {
            return Ok(());
        }
        let attempts = delivery.attempts.saturating_add(1);
        let mut state = result.state(attempts, self.now());
        if matches!(state, DeliveryState::Waiting { .. }) && self.mail().settings_seen() != post.seen {
            // The next try is one with other settings.
            state = DeliveryState::Waiting { next_try_at: self.now() };
        }
        let delivery = Delivery { state, attempts, ..found };
        self.write_attempt(&mut records, &delivery, result, words).await?;
        records.commit().await?;
        info!(message = %delivery.message, ?result, attempts, "tried to deliver");
        self.tell();
        Ok(())
    }

    async fn write_attempt(
        &self,
        records: &mut SqliteConnection,
        delivery: &Delivery,
        result: AttemptResult,
        answer: String,
    ) -> Result<(), StoreError> {
        store::deliveries::save(records, delivery).await?;
        let attempt = Attempt { at: self.now(), result, answer };
        store::deliveries::insert_attempt(records, delivery.message, &delivery.recipient, &attempt).await?;
        if !matches!(delivery.state, DeliveryState::Waiting { .. }) {
            let mut entry = self.entry_on(By::Itself, "message", delivery.message.to_string(), result.text());
            entry.details.insert("attempts".to_owned(), delivery.attempts.into());
            store::audit::append(records, &entry).await?;
        }
        Ok(())
    }

    /// Whoever goes out while no pass is under way was interrupted: by the end of the application, or because the records
    /// could not be written. Whether the server got it is not known.
    async fn doubt_interrupted(&self, records: &mut SqliteConnection) -> Result<(), StoreError> {
        let unfinished = store::deliveries::unfinished(records).await?;
        let interrupted = unfinished.into_iter().filter(|delivery| delivery.state == DeliveryState::Sending);
        for delivery in interrupted {
            let attempts = delivery.attempts.saturating_add(1);
            let delivery = Delivery { state: DeliveryState::Uncertain, attempts, ..delivery };
            let answer = "Bank Connections was interrupted before the answer of the server".to_owned();
            self.write_attempt(records, &delivery, AttemptResult::Uncertain, answer).await?;
            warn!(message = %delivery.message, "was interrupted while it went out");
        }
        Ok(())
    }

    /// How long until the next message is due.
    async fn next_delivery(&self) -> Result<Duration, StoreError> {
        let now = self.now();
        let mut records = self.database().read().await?;
        let unfinished = store::deliveries::unfinished(&mut records).await?;
        let next: Option<Timestamp> = unfinished.iter().filter_map(|delivery| delivery.due_at(now)).min();
        Ok(next.map_or(IDLE, |at| until(at, now).min(IDLE)))
    }
}

async fn is_as_seen(records: &mut SqliteConnection, seen: &Delivery) -> Result<bool, StoreError> {
    let found = store::deliveries::get(records, seen.message, &seen.recipient).await?;
    Ok(found.as_ref() == Some(seen))
}

fn of_keyring(error: &VaultError) -> Answer {
    Answer { result: AttemptResult::Keyring, words: error.to_string() }
}
