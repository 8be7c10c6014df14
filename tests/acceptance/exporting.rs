//! What is exported, read by programs that know nothing of this application: ofxtools, `Finance::QIF`, and the schema of ISO
//! 20022.

use std::{path::Path, process::Command};

use bank_connections_tests::{
    python,
    stage::{Stage, TARTAN},
};
use connections::{
    Exported, StatementFormat,
    model::{
        ids::{AccountConnectionId, StatementId},
        statement::{StatementLine, StatementOverview},
    },
    store::statement_lines::{LineQuery, LinesOf},
};
use jiff::{ToSpan as _, civil::Date, tz::TimeZone};
use plaid_sandbox::BankTransaction;
use serde::Deserialize;

const READER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/readers/read.py");
const QIF_READER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/readers/read_qif.pl");

/// A statement as somebody else reads it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Read {
    kind: String,
    account: String,
    currency: String,
    opening: Option<String>,
    closing: String,
    last: Date,
    days: [Date; 2],
    opens_within_a_day: Option<bool>,
    closes_within_a_day: bool,
    lines: Vec<ReadLine>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct ReadLine {
    id: String,
    date: String,
    amount: String,
    text: Option<String>,
}

/// An account as QIF has it.
#[derive(Debug, Deserialize)]
struct ReadAccount {
    code: String,
    kind: String,
    lines: Vec<ReadLine>,
}

/// Statements of a checking account, of savings and of a card, with everything in them that a format could stumble over.
async fn with_statements() -> (Stage, Vec<StatementOverview>) {
    let stage = Stage::start().await;
    let statements = made(&stage).await;
    assert_eq!(statements.len(), 3, "{statements:?}");
    (stage, statements)
}

async fn made(stage: &Stage) -> Vec<StatementOverview> {
    let item = stage.item(TARTAN).item_id;
    let accounts = stage.connections.import_accounts().await.unwrap();
    let linked: Vec<_> = accounts.iter().filter(|one| one.unusable.is_none()).collect();
    let of = |code: &str| linked.iter().find(|one| one.feed.as_ref().unwrap().0.code == code).unwrap();
    let last_month = today(stage).first_of_month().saturating_sub(1.day());
    let checking = &of("1010").account;
    let texts = ["=1+1", "Hübner & Söhne <GmbH> \"№ 7\"", "^two\nlines", &"long ".repeat(60), "\u{fffe}odd\u{1}"];
    for (cents, text) in (1..).zip(texts) {
        let booked = BankTransaction { date: Some(last_month), ..BankTransaction::of_cents(cents, text) };
        stage.sandbox.book(&item, &checking.account_id, &booked).unwrap();
    }
    let all: Vec<AccountConnectionId> = linked.iter().map(|one| one.account.id).collect();
    import(stage, &all, last_month).await;
    stage.connections.statements().await.unwrap()
}

fn today(stage: &Stage) -> Date {
    stage.sandbox.now().to_zoned(TimeZone::UTC).date()
}

async fn import(stage: &Stage, accounts: &[AccountConnectionId], until: Date) {
    let mut changes = stage.connections.changes();
    stage.connections.start_import(accounts, until).await.unwrap();
    while stage.connections.import_run().unwrap().is_none_or(|run| run.ended_at.is_none()) {
        changes.changed().await.unwrap();
    }
}

async fn export(stage: &Stage, folder: &Path, format: StatementFormat, statements: &[StatementOverview]) -> Exported {
    let ids: Vec<StatementId> = statements.iter().map(|one| one.statement.id).collect();
    stage.connections.export_statements(folder, format, &ids).await.unwrap()
}

async fn lines(stage: &Stage, of: StatementId) -> Vec<StatementLine> {
    let query = LineQuery::first(LinesOf::Statement(of), 1_000);
    let page = stage.connections.statement_lines(query).await.unwrap();
    page.lines.into_iter().map(|found| found.line).collect()
}

fn read(kind: &str, file: &Path) -> Vec<Read> {
    let python = python::interpreter("readers").unwrap();
    answer(Command::new(python).arg(READER).arg(kind).arg(file))
}

fn answer<T: for<'de> Deserialize<'de>>(command: &mut Command) -> T {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// An amount as it is written: all of them have two places here.
fn minor(text: &str) -> i64 {
    text.replace('.', "").parse().unwrap()
}

#[tokio::test]
async fn what_ofxtools_reads_is_what_is_on_record_and_a_second_export_knows_each_line_again() {
    let (stage, statements) = with_statements().await;
    let folder = tempfile::tempdir().unwrap();
    let first = export(&stage, folder.path(), StatementFormat::Ofx, &statements).await;
    let read_first = read("ofx", &first.file);
    let mut kinds: Vec<_> = read_first.iter().map(|one| one.kind.as_str()).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["CCSTMTRS", "STMTRS", "STMTRS"]);
    assert_agree(&stage, &statements, &read_first).await;

    let second = export(&stage, folder.path(), StatementFormat::Ofx, &statements).await;
    assert_ne!(second.file, first.file, "nothing is overwritten");
    assert_eq!(read("ofx", &second.file), read_first);
}

#[tokio::test]
async fn camt_is_as_the_schema_has_it_and_says_what_is_on_record() {
    let (stage, statements) = with_statements().await;
    let folder = tempfile::tempdir().unwrap();
    let exported = export(&stage, folder.path(), StatementFormat::Camt, &statements).await;
    let read = read("camt", &exported.file);
    assert_agree(&stage, &statements, &read).await;
    for (statement, read) in paired(&stage, &statements, &read).await {
        assert_eq!(minor(read.opening.as_deref().unwrap()), statement.statement.opening_minor);
        let texts: Vec<_> = read.lines.iter().map(|line| line.text.clone().unwrap_or_default()).collect();
        let recorded = lines(&stage, statement.statement.id).await;
        let expected: Vec<_> = recorded.iter().map(|line| on_one_line(&line.description)).collect();
        assert_eq!(texts, expected, "no part of a text is lost");
    }
}

#[tokio::test]
async fn what_finance_qif_reads_is_what_is_on_record() {
    let (stage, statements) = with_statements().await;
    let folder = tempfile::tempdir().unwrap();
    let exported = export(&stage, folder.path(), StatementFormat::Qif, &statements).await;
    let accounts: Vec<ReadAccount> = answer(Command::new("perl").arg(QIF_READER).arg(&exported.file));
    let kinds: Vec<_> = accounts.iter().map(|one| (one.code.as_str(), one.kind.as_str())).collect();
    assert_eq!(kinds, [("1010", "Bank"), ("1020", "Bank"), ("2100", "CCard")]);
    for account in &accounts {
        let statement = statements.iter().find(|one| one.bank_account.code == account.code).unwrap();
        let recorded = lines(&stage, statement.statement.id).await;
        let expected: Vec<_> = recorded
            .iter()
            .map(|line| (line.key.as_str(), line.date.strftime("%m/%d/%Y").to_string(), line.amount_minor))
            .collect();
        let read: Vec<_> =
            account.lines.iter().map(|line| (line.id.as_str(), line.date.clone(), minor(&line.amount))).collect();
        assert_eq!(read, expected, "{}", account.code);
    }
}

#[tokio::test]
async fn a_part_names_its_own_days_and_closes_with_an_interim_balance_where_the_next_one_shares_its_last_day() {
    let stage = Stage::start().await;
    stage.connections.set_most_statement_lines(3).await.unwrap();
    let mut statements = made(&stage).await;
    statements.sort_by_key(|one| (one.bank_account.code.clone(), one.statement.days.last, one.statement.part));
    let is_shared = |of: usize| {
        let (one, next) = (&statements[of].statement, statements.get(of + 1).map(|next| &next.statement));
        next.is_some_and(|next| next.bank_account == one.bank_account && next.days.first == one.days.last)
    };
    assert!((0..statements.len()).any(is_shared), "five lines are of one day: {statements:?}");
    let folder = tempfile::tempdir().unwrap();
    for (format, kind) in [(StatementFormat::Ofx, "ofx"), (StatementFormat::Camt, "camt")] {
        let exported = export(&stage, folder.path(), format, &statements).await;
        let read = read(kind, &exported.file);
        assert_eq!(read.len(), statements.len(), "{kind}");
        for (number, (StatementOverview { statement, .. }, read)) in statements.iter().zip(&read).enumerate() {
            assert_eq!(read.days, [statement.days.first, statement.days.last], "{kind}: {}", statement.name);
            assert_eq!((minor(&read.closing), read.last), (statement.closing_minor, statement.days.last));
            assert_eq!(read.closes_within_a_day, is_shared(number), "{kind}: {}", statement.name);
            let opens_within_a_day = number > 0 && is_shared(number - 1);
            assert_eq!(read.opens_within_a_day.unwrap_or(opens_within_a_day), opens_within_a_day, "{}", statement.name);
        }
    }
}

/// Each statement beside what was read of it.
async fn paired<'a>(
    stage: &Stage,
    statements: &'a [StatementOverview],
    read: &'a [Read],
) -> Vec<(&'a StatementOverview, &'a Read)> {
    let accounts = stage.connections.import_accounts().await.unwrap();
    let number = |of: &StatementOverview| {
        accounts.iter().find(|one| one.account.id == of.statement.account).unwrap().account.number.to_string()
    };
    assert_eq!(read.len(), statements.len());
    statements.iter().map(|of| (of, read.iter().find(|read| read.account == number(of)).unwrap())).collect()
}

/// The same lines in the same order, and sums that lead from the opening balance to the closing balance.
async fn assert_agree(stage: &Stage, statements: &[StatementOverview], read: &[Read]) {
    for (StatementOverview { statement, bank_account, .. }, read) in paired(stage, statements, read).await {
        assert_eq!(read.currency, bank_account.currency.code());
        assert_eq!((minor(&read.closing), read.last), (statement.closing_minor, statement.days.last));
        let sum: i64 = read.lines.iter().map(|line| minor(&line.amount)).sum();
        assert_eq!(statement.opening_minor + sum, statement.closing_minor);
        let recorded = lines(stage, statement.id).await;
        assert_eq!(recorded.len(), read.lines.len());
        let mut ids: Vec<_> = read.lines.iter().map(|line| line.id.clone()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), recorded.len(), "each line has an id of its own");
        for (line, read) in recorded.iter().zip(&read.lines) {
            assert_eq!((minor(&read.amount), &read.date), (line.amount_minor, &line.date.to_string()));
        }
    }
}

/// As the formats write it, which have no place for control characters and for two that XML does not hold.
fn on_one_line(text: &str) -> String {
    let text: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    text.trim().replace('\u{fffe}', "\u{fffd}")
}
