//! Every command against every role, called past the screens as somebody would who took the window over.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use bank_connections_tests::journey::journey;
use bank_connections_tests::main_window::MainWindow;
use bank_connections_tests::views::USERS;
use bank_connections_tests::{Trouble, simulator};
use serde_json::{Value, json};

use Whose::{Anybody, IntegrationUser, Nobody, SignedIn};

const ACCOUNTANT: &str = "The second desk";
const ACCOUNTANTS_PASSWORD: &str = "told on a slip of paper";

const SIGNED_OUT: &str = "signed_out";
const NOT_ALLOWED: &str = "not_allowed";

/// The generated map of all commands.
const BINDINGS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/src/ipc/bindings.ts");

/// Calls commands one after another and calls back with the code of each refusal, or `done`.
const INVOKE: &str = "
    const [calls, finished] = [CALLS, arguments[arguments.length - 1]];
    (async () => {
        const codes = {};
        for (const [name, argument] of calls) {
            const asked = window.__TAURI_INTERNALS__.invoke(name, argument === null ? {} : { argument });
            codes[name] = await asked.then(() => 'done', (problem) => problem.code ?? String(problem));
        }
        return codes;
    })().then(finished);";

/// Who may call a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    /// The door: it is called while nobody is signed in.
    Anybody,
    /// Both roles.
    SignedIn,
    /// The integration user.
    IntegrationUser,
    /// Nobody outside of the demo.
    Nobody,
}

/// Who calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Caller {
    NobodySignedIn,
    Accountant,
    IntegrationUser,
}

/// Where a command that is allowed does something that would end this journey, it is called by those alone who may not.
/// That it works for those who may is what a journey of its own is about.
const ENDS_THE_JOURNEY: [&str; 8] = [
    "sign_out",
    "lock",
    "request_quit",
    "start_connect",
    "rotate_database_key",
    "test_plaid_keys",
    "save_plaid_keys",
    "forget_plaid_secret",
];

/// Arguments that do no harm: the ids are those of nothing.
const NONE: &str = "null";
const USER: &str = r#"{"user_id": "usr_01890000-0000-7000-8000-000000000000"}"#;
const CONNECTION: &str = r#"{"connection_id": "con_01890000-0000-7000-8000-000000000000"}"#;
const SESSION: &str = r#"{"session_id": "lks_01890000-0000-7000-8000-000000000000"}"#;
const MESSAGE: &str = r#"{"message_id": "msg_01890000-0000-7000-8000-000000000000"}"#;
const MESSAGES: &str = r#"{"offset": 0}"#;
const AUDIT: &str =
    r#"{"filter": {"who": null, "what": null, "from": null, "until": null, "words": []}, "before": null}"#;
const EXPORT: &str = r#"{"filter": {"who": null, "what": null, "from": null, "until": null, "words": []}, "format": "csv", "spellings": {"acts": {}, "outcomes": {}}}"#;
const LINES: &str = r#"{
    "bank_account_id": "bka_01890000-0000-7000-8000-000000000000", "statement_id": null, "words": "", "from": null,
    "until": null, "least": null, "greatest": null, "order": "date", "descending": false, "offset": 0, "count": 1
}"#;
const MAIL_SETTINGS: &str = r#"{
    "host": "", "port": 587, "security": "starttls", "user_name": null, "sender": "", "recipients": [], "password": null
}"#;
const PLAID_KEYS: &str = r#"{"environment": "sandbox", "client_id": "5f0f0f0f0f0f0f0f0f0f0f0f", "secret": "000000000000000000000000000000"}"#;
const SAVED_KEYS: &str = r#"{
    "keys": {"environment": "sandbox", "client_id": "5f0f0f0f0f0f0f0f0f0f0f0f", "secret": "000000000000000000000000000000"},
    "untested": false
}"#;

/// Its name can't be meant.
const NO_SCHEDULE: &str = r#"{
    "terms": {
        "name": "", "work": "both", "rhythm": {"kind": "daily"}, "time": "06:00", "time_zone": "UTC",
        "spread_minutes": 0, "account_ids": null, "recipients": []
    }
}"#;
/// There is none with such an id.
const UNKNOWN_SCHEDULE: &str = r#"{
    "schedule_id": "sch_01890000-0000-7000-8000-000000000000",
    "terms": {
        "name": "One", "work": "both", "rhythm": {"kind": "weekly", "day": 1}, "time": "06:00", "time_zone": "UTC",
        "spread_minutes": 0, "account_ids": null, "recipients": []
    }
}"#;

/// Every command: whose it is, and what it is called with, as JSON.
const TABLE: [(&str, Whose, &str); 116] = [
    ("application", Anybody, NONE),
    ("retry_start", Anybody, NONE),
    ("set_up", Anybody, r#"{"name": "Another one", "password": "a long enough password"}"#),
    (
        "sign_in",
        Anybody,
        r#"{"user_id": "usr_01890000-0000-7000-8000-000000000000", "password": "a long enough password"}"#,
    ),
    ("recover_password", Anybody, r#"{"code": "AAAA", "password": "short"}"#),
    ("sign_out", Anybody, NONE),
    ("lock", Anybody, NONE),
    ("is_active", Anybody, NONE),
    ("password_strength", Anybody, r#"{"name": "", "password": "a password"}"#),
    ("stay", Anybody, SESSION),
    ("request_quit", Anybody, NONE),
    ("change_password", SignedIn, r#"{"present": "not the one", "new": "short"}"#),
    ("renew_recovery_code", IntegrationUser, r#"{"password": "not the one"}"#),
    ("keep_recovery_code", IntegrationUser, NONE),
    ("users", SignedIn, NONE),
    ("add_accountant", IntegrationUser, r#"{"name": "", "password": "a long enough password"}"#),
    (
        "reset_password",
        IntegrationUser,
        r#"{"user_id": "usr_01890000-0000-7000-8000-000000000000", "password": "a long enough password"}"#,
    ),
    ("remove_user", IntegrationUser, USER),
    ("lock_setting", SignedIn, NONE),
    ("set_lock_setting", IntegrationUser, r#"{"minutes": 3}"#),
    ("bank_connections", SignedIn, NONE),
    ("bank_accounts", SignedIn, NONE),
    ("add_bank_account", IntegrationUser, r#"{"code": "", "name": "", "currency": "USD"}"#),
    (
        "change_bank_account",
        IntegrationUser,
        r#"{"bank_account_id": "bka_01890000-0000-7000-8000-000000000000", "code": "1", "name": "One", "active": true}"#,
    ),
    (
        "link_bank_account",
        IntegrationUser,
        r#"{
            "account_id": "acc_01890000-0000-7000-8000-000000000000",
            "bank_account_id": "bka_01890000-0000-7000-8000-000000000000", "opening": null
        }"#,
    ),
    (
        "refuse_suggestion",
        IntegrationUser,
        r#"{
            "account_id": "acc_01890000-0000-7000-8000-000000000000",
            "bank_account_id": "bka_01890000-0000-7000-8000-000000000000"
        }"#,
    ),
    ("suggest_again", IntegrationUser, NONE),
    ("unlink_bank_account", IntegrationUser, r#"{"bank_account_id": "bka_01890000-0000-7000-8000-000000000000"}"#),
    (
        "change_opening",
        IntegrationUser,
        r#"{
            "bank_account_id": "bka_01890000-0000-7000-8000-000000000000",
            "opening": {"balance": "0", "starts_on": "2026-10-01"}
        }"#,
    ),
    (
        "correct_opening",
        IntegrationUser,
        r#"{"bank_account_id": "bka_01890000-0000-7000-8000-000000000000", "balance": "0"}"#,
    ),
    ("preview_bank_accounts", IntegrationUser, r#"{"file": ""}"#),
    ("import_bank_accounts", IntegrationUser, r#"{"file": "", "mark": ""}"#),
    ("sessions", SignedIn, NONE),
    ("results", SignedIn, NONE),
    (
        "start_update",
        IntegrationUser,
        r#"{"connection_id": "con_01890000-0000-7000-8000-000000000000", "even_if_healthy": false}"#,
    ),
    ("start_connect", IntegrationUser, NONE),
    ("start_replace", IntegrationUser, CONNECTION),
    ("start_reconnect", IntegrationUser, CONNECTION),
    ("show_link_window", IntegrationUser, SESSION),
    ("open_in_browser", IntegrationUser, SESSION),
    ("leave", IntegrationUser, SESSION),
    ("retry_settling", IntegrationUser, CONNECTION),
    ("retry_session", IntegrationUser, SESSION),
    ("duplicate", SignedIn, SESSION),
    (
        "decide_duplicate",
        IntegrationUser,
        r#"{"session_id": "lks_01890000-0000-7000-8000-000000000000", "choice": {"kind": "stop"}}"#,
    ),
    ("give_up", IntegrationUser, SESSION),
    ("mapping", SignedIn, SESSION),
    (
        "decide_mapping",
        IntegrationUser,
        r#"{"session_id": "lks_01890000-0000-7000-8000-000000000000", "decisions": []}"#,
    ),
    ("acknowledge_result", SignedIn, SESSION),
    ("remove_connection", IntegrationUser, CONNECTION),
    ("retry_removal", IntegrationUser, CONNECTION),
    ("connection_log", SignedIn, NONE),
    ("audit", SignedIn, AUDIT),
    ("audit_state", SignedIn, NONE),
    ("check_audit", SignedIn, NONE),
    ("export_audit", SignedIn, EXPORT),
    ("show_export", SignedIn, NONE),
    ("mail_settings", SignedIn, NONE),
    ("save_mail_settings", IntegrationUser, MAIL_SETTINGS),
    ("forget_mail_settings", IntegrationUser, NONE),
    ("send_test_message", IntegrationUser, MAIL_SETTINGS),
    ("outbox", SignedIn, NONE),
    ("messages", SignedIn, MESSAGES),
    ("message_text", SignedIn, MESSAGE),
    ("send_again", IntegrationUser, MESSAGE),
    ("compose_in_mail_program", SignedIn, MESSAGE),
    ("keyring", SignedIn, NONE),
    ("retry_keyring", SignedIn, NONE),
    ("encryption", SignedIn, NONE),
    ("rotate_database_key", IntegrationUser, NONE),
    ("plaid_keys", SignedIn, NONE),
    ("test_plaid_keys", IntegrationUser, PLAID_KEYS),
    ("save_plaid_keys", IntegrationUser, SAVED_KEYS),
    ("forget_plaid_secret", IntegrationUser, NONE),
    ("profiles", SignedIn, NONE),
    ("open_profile", IntegrationUser, r#"{"folder": "nothing"}"#),
    ("orphans", SignedIn, NONE),
    ("look_for_orphans", IntegrationUser, NONE),
    ("remove_orphans", IntegrationUser, r#"{"item_ids": []}"#),
    ("records", SignedIn, NONE),
    ("records_condition", SignedIn, NONE),
    ("back_up_now", IntegrationUser, NONE),
    // Nobody can be signed in where it does something, and everywhere else it does nothing.
    ("begin_anew", Anybody, NONE),
    ("refresh_accounts", SignedIn, NONE),
    ("start_refresh", SignedIn, r#"{"account_ids": []}"#),
    ("refresh_run", SignedIn, NONE),
    ("cancel_refresh", SignedIn, NONE),
    ("balance_history", SignedIn, r#"{"account_id": "acc_01890000-0000-7000-8000-000000000000"}"#),
    ("import_accounts", SignedIn, NONE),
    ("start_import", SignedIn, r#"{"account_ids": [], "until": "2026-11-30"}"#),
    ("import_run", SignedIn, NONE),
    ("cancel_import", SignedIn, NONE),
    ("statements", SignedIn, NONE),
    ("statement_lines", SignedIn, LINES),
    ("export_statements", SignedIn, r#"{"format": "ofx", "statement_ids": []}"#),
    ("doubtful_transactions", SignedIn, NONE),
    ("tell_apart", SignedIn, r#"{"row": "0", "is_same": true}"#),
    ("gap_report", SignedIn, NONE),
    (
        "see_to_gap",
        SignedIn,
        r#"{
            "account_id": "acc_01890000-0000-7000-8000-000000000000",
            "first": "2026-11-03", "last": "2026-11-05", "note": ""
        }"#,
    ),
    (
        "reopen_gap",
        SignedIn,
        r#"{"account_id": "acc_01890000-0000-7000-8000-000000000000", "first": "2026-11-03", "last": "2026-11-05"}"#,
    ),
    ("most_statement_lines", SignedIn, NONE),
    ("set_most_statement_lines", IntegrationUser, r#"{"lines": 0}"#),
    ("tray", SignedIn, NONE),
    ("set_tray", IntegrationUser, r#"{"stays": false}"#),
    ("notifications", SignedIn, NONE),
    ("set_notifications", IntegrationUser, r#"{"of_connections": true, "of_endings": true}"#),
    ("schedules", SignedIn, NONE),
    ("schedule_run", SignedIn, r#"{"run_id": "run_01890000-0000-7000-8000-000000000000"}"#),
    ("add_schedule", IntegrationUser, NO_SCHEDULE),
    ("change_schedule", IntegrationUser, UNKNOWN_SCHEDULE),
    (
        "switch_schedule",
        IntegrationUser,
        r#"{"schedule_id": "sch_01890000-0000-7000-8000-000000000000", "is_on": true}"#,
    ),
    ("run_schedule_now", SignedIn, r#"{"schedule_id": "sch_01890000-0000-7000-8000-000000000000"}"#),
    ("remove_schedule", IntegrationUser, r#"{"schedule_id": "sch_01890000-0000-7000-8000-000000000000"}"#),
    (
        "pause_connection",
        IntegrationUser,
        r#"{"connection_id": "con_01890000-0000-7000-8000-000000000000", "is_paused": true}"#,
    ),
    ("switch_user", Nobody, USER),
    ("restore_backup", IntegrationUser, r#"{"name": "nothing"}"#),
];

#[test]
fn every_command_refuses_whoever_may_not_and_no_other() -> Result<(), Trouble> {
    let known: BTreeSet<_> = TABLE.iter().map(|(name, ..)| (*name).to_owned()).collect();
    assert_eq!(known, commands()?);
    journey(async |journey| {
        journey.launch().environment = simulator::firm_on(journey.simulator());
        let main = journey.start().await?;
        let code = main.create_integration_user().await?;
        journey.was_shown(&code);
        main.show(USERS).await?;
        main.add_accountant(ACCOUNTANT, ACCOUNTANTS_PASSWORD).await?;
        assert_refusals(&main, Caller::IntegrationUser).await?;

        main.choose_in_menu("Switch user").await?;
        main.window().press("radio", ACCOUNTANT).await?;
        main.enter_password(ACCOUNTANTS_PASSWORD, "Sign in").await?;
        main.sees_user(&format!("{ACCOUNTANT} · Accountant")).await?;
        assert_refusals(&main, Caller::Accountant).await?;

        main.choose_in_menu("Sign out").await?;
        main.window().see("radio", ACCOUNTANT).await?;
        assert_refusals(&main, Caller::NobodySignedIn).await
    })
}

/// Calls everything, and holds each answer against the table.
async fn assert_refusals(main: &MainWindow, who: Caller) -> Result<(), Trouble> {
    let called =
        TABLE.iter().filter(|(name, whose, _)| refusal_of(*whose, who).is_some() || !ENDS_THE_JOURNEY.contains(name));
    let each: Vec<_> = called
        .clone()
        .map(|(name, _, argument)| {
            json!([name, serde_json::from_str::<Value>(argument).expect("the table holds JSON")])
        })
        .collect();
    let script = INVOKE.replace("CALLS", &json!(each).to_string());
    let answers: BTreeMap<String, String> = serde_json::from_value(main.window().run_until_called(&script).await?)
        .map_err(|error| Trouble::NotReady { program: "the main window".to_owned(), said: error.to_string() })?;
    let mut wrong = Vec::new();
    for (name, whose, _) in called {
        let answer = answers.get(*name).map_or("", String::as_str);
        let refusal = Some(answer).filter(|code| [SIGNED_OUT, NOT_ALLOWED].contains(code));
        if refusal != refusal_of(*whose, who) {
            wrong.push((*name, answer.to_owned()));
        }
    }
    assert!(wrong.is_empty(), "{who:?} is answered {wrong:?}");
    Ok(())
}

/// How the caller is refused a command of theirs, where that is so.
fn refusal_of(whose: Whose, who: Caller) -> Option<&'static str> {
    match (whose, who) {
        (Nobody, _) | (SignedIn | IntegrationUser, Caller::NobodySignedIn) => Some(SIGNED_OUT),
        (IntegrationUser, Caller::Accountant) => Some(NOT_ALLOWED),
        (Anybody | SignedIn, _) | (IntegrationUser, Caller::IntegrationUser) => None,
    }
}

/// The names of all commands, as the screens know them.
fn commands() -> Result<BTreeSet<String>, Trouble> {
    let bindings = fs::read_to_string(BINDINGS)?;
    let lines = bindings.lines().skip_while(|line| *line != "export type Commands = {").skip(1);
    let names = lines.take_while(|line| *line != "};").filter_map(|line| line.split_once(": { argument: "));
    Ok(names.map(|(name, _)| name.trim().to_owned()).collect())
}
