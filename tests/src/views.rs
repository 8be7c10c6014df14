//! The other views of the main window: the connection log, mail and lost logins.

use crate::mail_server::{HOST, MailServer, PASSWORD, USER_NAME};
use crate::main_window::{MainWindow, strings};
use crate::window::Window;
use crate::{Trouble, wait};

/// The tab of the connections.
pub const CONNECTIONS: &str = "Connections";

/// The tab of the bank accounts.
pub const BANK_ACCOUNTS: &str = "Bank accounts";

/// The tab of the statements.
pub const STATEMENTS: &str = "Statements";

/// The tab of the schedules.
pub const SCHEDULES: &str = "Schedules";

/// The tab of the connection log.
pub const LOG: &str = "Connection log";

/// The tab of the audit.
pub const AUDIT: &str = "Audit";

/// The tab of mail.
pub const MAIL: &str = "Mail";

/// The tab of the users.
pub const USERS: &str = "Users";

/// The tab of the settings.
pub const SETTINGS: &str = "Settings";

/// The tab of the lost logins.
pub const LOST_LOGINS: &str = "Lost logins";

/// Who is told of removals that fail.
pub const RECIPIENT: &str = "jo@example.com";

/// A line of the connection log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    /// Whose it was.
    pub who: String,
    /// The bank with its institution ID, or that none was picked.
    pub bank: String,
    /// What was wanted.
    pub what: String,
    /// What it came to.
    pub outcome: String,
    /// Plaid's error code.
    pub error_code: String,
    /// Plaid's id of the request.
    pub request_id: String,
    /// Plaid's id of the session.
    pub session_id: String,
}

/// How far a message has come on its way to a recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// To whom.
    pub recipient: String,
    /// The state, and when.
    pub state: String,
    /// The last words of the server.
    pub answer: String,
}

impl MainWindow {
    /// Shows a view.
    pub async fn show(&self, tab: &str) -> Result<(), Trouble> {
        // What asks for attention stands beside the name of the tab, as a number.
        let what = format!("the tab `{tab}`");
        wait::until(&what, async || {
            for element in self.window().of_role("tab", None).await? {
                if self.window().name_of(&element).await?.starts_with(tab) {
                    self.window().click(&element).await?;
                    let chosen = element.attr("aria-selected").await?;
                    return Ok((chosen.as_deref() == Some("true")).then_some(()));
                }
            }
            Ok(None)
        })
        .await
    }

    /// The lines of the connection log that are shown, the newest first.
    pub async fn log(&self) -> Result<Vec<LogLine>, Trouble> {
        self.window().see("grid", LOG).await?;
        let script = "return [...document.querySelectorAll('[role=grid][aria-label=\"Connection log\"] [role=row]')]
            .map((row) => [...row.children].map((cell) => cell.innerText.trim()));";
        let rows = self.window().run(script, Vec::new()).await?;
        let lines = rows.as_array().into_iter().flatten().map(strings).skip(1).filter(|cells| cells.len() == 9);
        Ok(lines
            .map(|cells| LogLine {
                who: cells[1].clone(),
                bank: cells[2].replace('\n', " "),
                what: cells[3].clone(),
                outcome: cells[4].clone(),
                error_code: cells[5].clone(),
                request_id: cells[6].clone(),
                session_id: cells[7].clone(),
            })
            .collect())
    }

    /// Types how mail is sent by this server, in the view of mail.
    pub async fn type_mail_settings(&self, server: &MailServer) -> Result<(), Trouble> {
        let form = self.window();
        for (field, text) in [
            ("Server", HOST),
            ("Port", &server.port().to_string()),
            ("Username", USER_NAME),
            ("Password", PASSWORD),
            ("Sender", "accounting@example.com"),
            ("Recipients", RECIPIENT),
        ] {
            form.fill("textbox", field, text).await?;
        }
        Ok(())
    }

    /// Saves what was typed, and waits until it is.
    pub async fn save_mail_settings(&self) -> Result<(), Trouble> {
        self.window().press("button", "Save").await?;
        self.window().see_text("The mail settings are saved").await
    }

    /// The deliveries of the one message in the view of mail.
    pub async fn deliveries(&self) -> Result<Vec<Delivery>, Trouble> {
        let rows = self.rows("Recipients").await?.into_iter().filter(|cells| cells.len() == 3);
        Ok(rows
            .map(|cells| Delivery { recipient: cells[0].clone(), state: cells[1].clone(), answer: cells[2].clone() })
            .collect())
    }

    /// The bank accounts: code, name, currency, what feeds each, opening balance, start date, status.
    pub async fn bank_accounts(&self) -> Result<Vec<Vec<String>>, Trouble> {
        self.rows("Bank accounts").await
    }

    /// The bank account of this code, once it is listed.
    pub async fn bank_account(&self, code: &str) -> Result<Vec<String>, Trouble> {
        let what = format!("the bank account `{code}`");
        wait::until(&what, async || Ok(self.bank_accounts().await?.into_iter().find(|row| row[0] == code))).await
    }

    /// The schedules: name, when, whether each is on, the next run, the last run.
    pub async fn schedules(&self) -> Result<Vec<Vec<String>>, Trouble> {
        self.rows("Schedules").await
    }

    /// What a list of bank accounts would do, line by line: line, code, name, currency, effect.
    pub async fn preview_of_file(&self) -> Result<Vec<Vec<String>>, Trouble> {
        self.rows("What the file would do").await
    }

    /// Types the digits of a day into the field for it: month, day, year.
    pub async fn enter_day(&self, label: &str, digits: &str) -> Result<(), Trouble> {
        let month = format!("month, {label}");
        let what = format!("the field `{label}`");
        wait::until(&what, async || {
            for part in self.window().of_role("spinbutton", None).await? {
                if self.window().name_of(&part).await?.starts_with(&month) {
                    self.window().click(&part).await?;
                    return Ok(Some(()));
                }
            }
            Ok(None)
        })
        .await?;
        self.window().keys(digits).await
    }

    /// The lines of the table of lost logins: bank, item id, when, state.
    pub async fn lost_logins(&self) -> Result<Vec<Vec<String>>, Trouble> {
        self.rows("Logins found at Plaid").await
    }
}

/// The text for Plaid Support that a window shows.
pub async fn support_text(window: &Window) -> Result<String, Trouble> {
    let text = window.see("group", "Text for Plaid Support").await?;
    Ok(text.text().await?)
}
