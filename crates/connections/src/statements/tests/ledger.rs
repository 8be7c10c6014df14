//! Records with one linked account, and what is done to them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use plaid::{Client, Keys, Limits};
use tempfile::TempDir;

use crate::{
    BankAccountsError, Clock, Config, Connections, Vault,
    connections::By,
    model::{
        bank_account::OpeningError,
        login::{Login, LoginState},
        statement::{LineKind, Statement, StatementLine, name},
        transaction::ReportedTransaction,
        user::Role,
    },
    statements::{
        make::{Made, Told},
        usable::{self, ImportAccount},
    },
    store::{
        self,
        settings::Setting,
        statement_lines::LineQuery,
        testing::{at, connection_id, login, login_id, refuses, say, with_account, with_connection},
        transactions::Read,
    },
    vault::Profile,
};

pub(super) const FIRST_DAY: Date = Date::constant(2026, 9, 1);
/// No statement of a test goes as far.
const FAR_DAY: Date = Date::constant(2027, 9, 1);
pub(super) const OPENING: i64 = 100_000;

pub(super) struct Ledger {
    _folder: TempDir,
    connections: Connections,
    logins: u32,
    most: u32,
    /// What the bank tells as its balance.
    pub(super) balance: Option<i64>,
    /// What was in the account before its first statement by the last word of the user.
    pub(super) right_opening: i64,
}

impl Ledger {
    /// Whose statements take so many lines.
    pub(super) async fn new(most: u32) -> Self {
        let folder = TempDir::new().unwrap();
        let keys = Keys { client_id: "client".to_owned(), secret: "secret".into() };
        let config = Config {
            database: folder.path().join("records.db"),
            vault: Vault::in_memory(Profile::Live),
            // Nothing gets as far as Plaid.
            plaid: Client::new("http://127.0.0.1:9".parse().unwrap(), keys, Limits::default()).unwrap(),
            clock: Clock::fixed(at(0)),
        };
        let connections = Connections::open(config).await.unwrap().used_by(Role::IntegrationUser);
        let mut records = connections.database().write().await.unwrap();
        with_connection(&mut records, 1).await;
        with_account(&mut records, 1, 1, "account").await;
        store::settings::set(&mut records, Setting::MostStatementLines, &most.to_string()).await.unwrap();
        say(
            &mut records,
            "insert into bank_accounts (id, code, name, currency, created_at_ms)
            values ('bka_00000000000000000000000000000001', '1010', 'Operating', 'USD', 0)",
        )
        .await
        .unwrap();
        say(
            &mut records,
            "update account_connections set bank_account_id = 'bka_00000000000000000000000000000001',
            opening_balance_minor = 100000, statement_start_date = '2026-09-01'",
        )
        .await
        .unwrap();
        records.commit().await.unwrap();
        Self { _folder: folder, connections, logins: 0, most, balance: None, right_opening: OPENING }
    }

    pub(super) async fn stage(&mut self, login: u32, told: &[ReportedTransaction], removed: &[String]) {
        self.be_at(login).await;
        // Two pages, so that the last word on a transaction may be on the second one.
        let (first, second) = told.split_at(told.len() / 2);
        let mut records = self.connections.database().write().await.unwrap();
        let of = login_id(u128::from(login) + 1);
        store::transactions::stage(&mut records, of, first, &[]).await.unwrap();
        store::transactions::stage(&mut records, of, second, removed).await.unwrap();
        records.commit().await.unwrap();
    }

    pub(super) async fn discard(&mut self, login: u32) {
        let mut records = self.connections.database().write().await.unwrap();
        store::transactions::discard(&mut records, login_id(u128::from(login) + 1)).await.unwrap();
        records.commit().await.unwrap();
    }

    /// How many lines there are, what they come to, and the texts of those that are wanted.
    pub(super) async fn page(&self, query: &LineQuery) -> (u32, i64, Vec<String>) {
        let mut records = self.connections.database().read().await.unwrap();
        let page = store::statement_lines::page(&mut records, query).await.unwrap();
        (page.total, page.sum_minor, page.lines.into_iter().map(|found| found.line.description).collect())
    }

    /// How much of what was told waits.
    pub(super) async fn staged(&self) -> i64 {
        let mut records = self.connections.database().read().await.unwrap();
        sqlx::query_scalar("select count(*) from staged_transactions").fetch_one(&mut *records).await.unwrap()
    }

    /// Plaid has another id of the account from now on.
    pub(super) async fn call_account(&mut self, account_id: &str) {
        let mut records = self.connections.database().write().await.unwrap();
        sqlx::query("update account_connections set account_id = ?")
            .bind(account_id)
            .execute(&mut *records)
            .await
            .unwrap();
        records.commit().await.unwrap();
    }

    pub(super) async fn apply(&mut self, login: u32) {
        let mut records = self.connections.database().write().await.unwrap();
        let read = Read {
            login: login_id(u128::from(login) + 1),
            connection: connection_id(1),
            cursor: "cursor",
            covers_from: None,
            is_history_complete: true,
            at: at(0),
        };
        store::transactions::apply(&mut records, &read).await.unwrap();
        records.commit().await.unwrap();
    }

    pub(super) async fn import(&mut self, until: Date) -> Made {
        let of = self.account().await;
        self.import_on(&of, until, until).await
    }

    /// The user says what was in the account before its first statement, which counts once there is one.
    pub(super) async fn correct_opening(&mut self, minor: i64) {
        let of = "bka_00000000000000000000000000000001".parse().unwrap();
        let balance = format!("{}.{:02}", minor / 100, minor % 100);
        match self.connections.correct_opening(of, &balance).await {
            Ok(()) => self.right_opening = minor,
            Err(error) => {
                assert!(matches!(error, BankAccountsError::Opening(OpeningError::NoStatements)), "{error}");
                assert_eq!(self.statements().await, []);
            }
        }
    }

    /// The account as it is listed before an import.
    pub(super) async fn account(&self) -> ImportAccount {
        let mut records = self.connections.database().read().await.unwrap();
        usable::list(&mut records).await.unwrap().remove(0)
    }

    /// Imports the account as it was listed, on a day.
    pub(super) async fn import_of(&mut self, of: &ImportAccount, until: Date, in_the_east: Date) -> Made {
        self.make(of, until, Told { in_the_east, ..self.told(until) }).await
    }

    /// The same where the bank was asked on another day than the last one.
    pub(super) async fn import_on(&mut self, of: &ImportAccount, until: Date, on: Date) -> Made {
        self.make(of, until, self.told(on)).await
    }

    fn told(&self, on: Date) -> Told {
        Told { balance_minor: self.balance, is_history_complete: true, on, in_the_east: FAR_DAY }
    }

    async fn make(&self, of: &ImportAccount, until: Date, told: Told) -> Made {
        self.connections.make_statements(of, until, told, By::User("Accountant")).await.unwrap()
    }

    /// Says something to the records past the application.
    pub(super) async fn say(&self, statement: &'static str) {
        let mut records = self.connections.database().write().await.unwrap();
        say(&mut records, statement).await.unwrap();
        records.commit().await.unwrap();
    }

    /// Asserts that the records refuse each of these.
    pub(super) async fn refuses(&self, statements: &[&'static str]) {
        let mut records = self.connections.database().write().await.unwrap();
        refuses(&mut records, statements).await;
    }

    pub(super) async fn statements(&self) -> Vec<Statement> {
        let mut records = self.connections.database().read().await.unwrap();
        store::statements::list(&mut records).await.unwrap()
    }

    pub(super) async fn lines(&self) -> Vec<StatementLine> {
        let mut lines = Vec::new();
        for statement in self.statements().await {
            lines.extend(self.lines_of(&statement).await);
        }
        lines
    }

    async fn lines_of(&self, statement: &Statement) -> Vec<StatementLine> {
        let mut records = self.connections.database().read().await.unwrap();
        store::statement_lines::lines_of(&mut records, statement.id).await.unwrap()
    }

    pub(super) async fn closing(&self) -> i64 {
        self.statements().await.last().map_or(OPENING, |last| last.closing_minor)
    }

    pub(super) async fn doubtful(&self) -> usize {
        self.connections.doubtful_transactions().await.unwrap().len()
    }

    pub(super) async fn tell_apart(&self, is_same: bool) {
        let row = self.connections.doubtful_transactions().await.unwrap()[0].row;
        self.connections.tell_apart(row, is_same).await.unwrap();
    }

    /// Nothing is between two statements, neither a day nor an amount. They share a day only where it alone has more lines
    /// than a statement takes, and each line is of the days of its statement.
    pub(super) async fn assert_chained(&self) {
        let (mut next, mut opening) = (FIRST_DAY, OPENING);
        let statements = self.statements().await;
        for import in statements.chunk_by(|_, other| other.part > 1) {
            let first = next;
            let mut per_day = BTreeMap::<Date, usize>::new();
            for statement in import {
                let lines = self.lines_of(statement).await;
                let name = &statement.name;
                assert_eq!(statement.opening_minor, opening, "{name}");
                opening += lines.iter().map(|line| line.amount_minor).sum::<i64>();
                assert_eq!(statement.closing_minor, opening, "{name}");
                let positions: Vec<_> = lines.iter().map(|line| line.position).collect();
                assert_eq!(positions, (1..=statement.lines).collect::<Vec<_>>(), "{name}");
                assert!((1..=self.most).contains(&statement.lines), "{name}");
                for line in &lines {
                    // What is told late comes with the first day.
                    let day = line.date.max(first);
                    assert!(statement.days.first <= day && day <= statement.days.last, "{name}: {line:?}");
                    assert!(line.kind == LineKind::Transaction || line.amount_minor != 0, "{name}: {line:?}");
                    *per_day.entry(day).or_default() += 1;
                }
            }
            for (number, statement) in (1..).zip(import) {
                assert_eq!(statement.part, number);
                let is_shared = number > 1 && statement.days.first != next;
                assert_eq!(statement.days.first, if is_shared { next.yesterday().unwrap() } else { next });
                assert!(!is_shared || per_day[&statement.days.first] > self.most as usize, "{}", statement.name);
                next = statement.days.last.tomorrow().unwrap();
            }
            let until = next.yesterday().unwrap();
            let names: Vec<_> = import.iter().map(|part| part.name.clone()).collect();
            let expected: Vec<_> = import.iter().map(|part| name(until, part.part, import.len() == 1)).collect();
            assert_eq!(names, expected);
        }
    }

    /// The login takes the place of the one before.
    async fn be_at(&mut self, number: u32) {
        if number <= self.logins {
            return;
        }
        self.logins = number;
        let mut records = self.connections.database().write().await.unwrap();
        let earlier = Login { state: LoginState::Held, ..login(1) };
        let earlier = Login { id: login_id(u128::from(number)), item_id: format!("item-{number}"), ..earlier };
        store::logins::save(&mut records, &earlier).await.unwrap();
        let next = Login {
            id: login_id(u128::from(number) + 1),
            connection: Some(connection_id(1)),
            item_id: format!("item-{}", number + 1),
            ..login(1)
        };
        store::logins::insert(&mut records, &next, at(0)).await.unwrap();
        records.commit().await.unwrap();
    }
}
