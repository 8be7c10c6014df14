//! The summary of a run of a schedule: to the recipients of the schedule, where mail is set up.

use maud::html;
use sqlx::SqliteConnection;
use tracing::instrument;

use super::{page::page, support::without_tokens};
use crate::{
    Connections, StoreError,
    model::{
        ids::{MessageId, ScheduleRunId},
        mail::{Message, SUMMARY},
    },
    store,
};

/// What a summary says, before it is text or HTML. Times are written as the clock of the schedule shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SummaryLetter {
    pub(crate) run: ScheduleRunId,
    pub(crate) schedule: String,
    /// The time zone of the times.
    pub(crate) zone: String,
    pub(crate) planned_at: String,
    pub(crate) started_at: String,
    /// Whether it ran later than it was planned, because the application did not run.
    pub(crate) is_made_up: bool,
    /// How many later times it makes up for too.
    pub(crate) missed: u32,
    /// Who started it, where it was not its time.
    pub(crate) started_by: Option<String>,
    pub(crate) is_cancelled: bool,
    pub(crate) rows: Vec<SummaryRow>,
}

/// What became of one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SummaryRow {
    pub(crate) bank: String,
    pub(crate) account: String,
    pub(crate) task: &'static str,
    pub(crate) words: String,
    pub(crate) needs_attention: bool,
}

impl Connections {
    /// Writes the message, in the caller's transaction. `false` where nobody gets it: a summary that waits for the day on
    /// which mail is set up would tell of what is long past.
    #[instrument(skip_all, fields(run = %letter.run))]
    pub(crate) async fn write_summary_message(
        &self,
        records: &mut SqliteConnection,
        letter: &SummaryLetter,
        recipients: &[String],
    ) -> Result<bool, StoreError> {
        if recipients.is_empty() || store::mail_settings::get(records).await?.is_none() {
            return Ok(false);
        }
        let message = Message {
            id: MessageId::new(self.fresh_uuid()),
            cause: format!("{SUMMARY}{}", letter.run),
            subject: letter.subject(),
            text: letter.text(),
            html: letter.html(),
            created_at: self.now(),
        };
        self.post(records, message, recipients).await
    }
}

impl SummaryLetter {
    fn subject(&self) -> String {
        let trouble = self.rows.iter().filter(|row| row.needs_attention).count();
        let came = match trouble {
            _ if self.is_cancelled => "cancelled".to_owned(),
            0 if self.rows.is_empty() => "nothing to do".to_owned(),
            0 => "done".to_owned(),
            1 => "1 needs attention".to_owned(),
            more => format!("{more} need attention"),
        };
        format!("{}: {came}", without_tokens(&self.schedule))
    }

    fn lead(&self) -> String {
        let Self { planned_at, started_at, zone, missed, .. } = self;
        let mut lead = if self.is_made_up {
            format!(
                "This run was planned for {planned_at} and made up for at {started_at} ({zone}), because Bank Connections \
                 was not running or could reach nobody."
            )
        } else if let Some(name) = &self.started_by {
            format!("{} started it at {started_at} ({zone}).", without_tokens(name))
        } else {
            format!("It ran at {started_at} ({zone}).")
        };
        let later = match missed {
            0 => String::new(),
            1 => " One later run was missed too; this one stands for both.".to_owned(),
            more => format!(" {more} later runs were missed too; this one stands for all of them."),
        };
        lead.push_str(&later);
        if self.rows.is_empty() {
            lead.push_str(" No account could be used.");
        }
        lead
    }

    /// What needs attention comes first.
    fn parts(&self) -> [(&'static str, Vec<&SummaryRow>); 2] {
        let (trouble, fine) = self.rows.iter().partition(|row| row.needs_attention);
        [("Needs attention", trouble), ("Accounts", fine)]
    }

    fn text(&self) -> String {
        let parts = self.parts().into_iter().filter(|(_, rows)| !rows.is_empty()).map(|(heading, rows)| {
            let told: String = rows.into_iter().map(SummaryRow::text).collect();
            format!("\n{}\n\n{told}", heading.to_uppercase())
        });
        format!("{}\n{}", self.lead(), parts.collect::<String>())
    }

    fn html(&self) -> String {
        let body = html! {
            p { (self.lead()) }
            @for (heading, rows) in self.parts() {
                @if !rows.is_empty() {
                    h2 { (heading) }
                    table {
                        tr { th { "Bank" } th { "Account" } th { "Work" } th { "Result" } }
                        @for row in rows {
                            tr {
                                td { (without_tokens(&row.bank)) }
                                td { (without_tokens(&row.account)) }
                                td { (row.task) }
                                td { (without_tokens(&row.words)) }
                            }
                        }
                    }
                }
            }
        };
        page(&self.subject(), &body)
    }
}

impl SummaryRow {
    fn text(&self) -> String {
        let Self { bank, account, task, words, .. } = self;
        let (bank, account, words) = (without_tokens(bank), without_tokens(account), without_tokens(words));
        format!("{bank}, {account}\n  {task}: {words}\n")
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn row(account: &str, words: &str, needs_attention: bool) -> SummaryRow {
        SummaryRow {
            bank: "Tartan Bank".to_owned(),
            account: account.to_owned(),
            task: "Import",
            words: words.to_owned(),
            needs_attention,
        }
    }

    fn letter(rows: Vec<SummaryRow>) -> SummaryLetter {
        SummaryLetter {
            run: ScheduleRunId::new(Uuid::from_u128(1)),
            schedule: "Every morning".to_owned(),
            zone: "Europe/Berlin".to_owned(),
            planned_at: "2026-11-28 06:00".to_owned(),
            started_at: "2026-11-30 08:12".to_owned(),
            is_made_up: false,
            missed: 0,
            started_by: None,
            is_cancelled: false,
            rows,
        }
    }

    #[test]
    fn what_needs_attention_is_in_the_subject_and_comes_first() {
        let letter =
            letter(vec![row("Checking", "Nothing new.", false), row("Savings", "The bank did not answer.", true)]);
        assert_eq!(letter.subject(), "Every morning: 1 needs attention");
        let text = letter.text();
        assert!(text.find("Savings").unwrap() < text.find("Checking").unwrap(), "{text}");
        assert!(letter.html().contains("The bank did not answer."));
    }

    #[test]
    fn a_run_that_was_made_up_for_says_so() {
        let letter =
            SummaryLetter { is_made_up: true, missed: 2, ..letter(vec![row("Checking", "Nothing new.", false)]) };
        let text = letter.text();
        assert!(
            text.contains("planned for 2026-11-28 06:00 and made up for at 2026-11-30 08:12 (Europe/Berlin)"),
            "{text}"
        );
        assert!(text.contains("2 later runs were missed too"), "{text}");
    }

    #[test]
    fn no_word_of_a_bank_is_read_as_html_and_no_token_gets_out() {
        let letter = letter(vec![row("<script>", "access-sandbox-1-2-3", false)]);
        let html = letter.html();
        assert!(!html.contains("<script>") && html.contains("&lt;script&gt;"), "{html}");
        assert!(!html.contains("access-sandbox") && !letter.text().contains("access-sandbox"));
    }
}
