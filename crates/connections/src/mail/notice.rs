//! The message about connections that broke or will: all that is found at a time in one.

use maud::html;
use sqlx::SqliteConnection;
use tracing::instrument;

use super::{page::page, support::without_tokens};
use crate::{
    Connections, StoreError,
    model::{
        ids::MessageId,
        mail::{Message, NOTICE},
    },
    store,
};

/// Where to go on.
const NEXT: &str = "Open Bank Connections and sign in as the integration user. The view Connections leads through whatever \
    needs you, one bank after another.";
/// The same where a consent can still be renewed in time.
const RENEW: &str = "Open Bank Connections and sign in as the integration user. The consent calendar in the view Connections \
    renews a consent at any time before it ends; until then everything goes on as usual.";

/// What is told of one connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NoticeRow {
    pub(crate) bank: String,
    pub(crate) words: String,
    /// Whether it is a consent that ends later, so that everything works until then.
    pub(crate) ends: bool,
}

impl Connections {
    /// Writes the message to each recipient that is set up, in the caller's transaction. `false` where mail is not set up:
    /// one that waits for that day would tell of what is long past.
    #[instrument(skip_all)]
    pub(crate) async fn write_notice_message(
        &self,
        records: &mut SqliteConnection,
        rows: &[NoticeRow],
    ) -> Result<bool, StoreError> {
        let settings = store::mail_settings::get(&mut *records).await?;
        let Some(settings) = settings.filter(|_| !rows.is_empty()) else { return Ok(false) };
        let id = MessageId::new(self.fresh_uuid());
        let message = message(id, rows, self.now());
        self.post(records, message, &settings.recipients).await
    }
}

fn message(id: MessageId, rows: &[NoticeRow], at: jiff::Timestamp) -> Message {
    let ends = rows.iter().all(|row| row.ends);
    let subject = match rows {
        [one] if ends => format!("{}: the consent ends soon", without_tokens(&one.bank)),
        [one] => format!("{}: the connection needs you", without_tokens(&one.bank)),
        more if ends => format!("The consents of {} bank connections end soon", more.len()),
        more => format!("{} bank connections need you", more.len()),
    };
    let next = if ends { RENEW } else { NEXT };
    let told: Vec<_> = rows.iter().map(|row| (without_tokens(&row.bank), without_tokens(&row.words))).collect();
    let lines: Vec<_> = told.iter().map(|(bank, words)| format!("{bank}\n  {words}\n")).collect();
    let html = page(
        &subject,
        &html! {
            table {
                @for (bank, words) in &told { tr { th scope="row" { (bank) } td { (words) } } }
            }
            p { (next) }
        },
    );
    Message {
        id,
        cause: format!("{NOTICE}{id}"),
        text: format!("{}\n{next}\n", lines.join("\n")),
        html,
        subject,
        created_at: at,
    }
}
