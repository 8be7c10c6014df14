//! The bank accounts on real records: who may keep them, what is linked, and what statements forbid.

use jiff::civil::date;
use plaid::{Client, Keys, Limits};
use tempfile::TempDir;
use uuid::Uuid;

use super::*;
use crate::{
    BankAccountOverview, Clock, Config, Connections, Vault,
    model::{
        account::{AccountDetails, ReportedAccount},
        bank_account::{Beginning, Opening, OpeningBalance},
        connection::{AccountNews, Connection, Health, Institution},
        ids::{AccountConnectionId, ConnectionId, LoginId},
        login::{Login, LoginState},
        money::AmountError,
        user::Role,
    },
    vault::Profile,
};

pub(super) struct Books {
    _folder: TempDir,
    pub(super) connections: Connections,
}

impl Books {
    /// With a connection of two accounts: a checking account of the digits 0000 and a credit card of the digits 3333.
    pub(super) async fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let keys = Keys { client_id: "client".to_owned(), secret: "secret".into() };
        let config = Config {
            database: folder.path().join("records/bank-connections.db"),
            vault: Vault::in_memory(Profile::Live),
            plaid: Client::new("http://127.0.0.1:9".parse().unwrap(), keys, Limits::default()).unwrap(),
            clock: Clock::fixed("2026-11-30T09:00:00Z".parse().unwrap()),
        };
        let connections = Connections::open(config).await.unwrap().used_by(Role::IntegrationUser);
        let books = Self { _folder: folder, connections };
        books.connect().await;
        books
    }

    async fn connect(&self) {
        let institution = Institution { id: "ins_1".to_owned(), name: "Tartan Bank".to_owned() };
        let (id, login) = (ConnectionId::new(Uuid::from_u128(1)), LoginId::new(Uuid::from_u128(1)));
        let connection = Connection {
            id,
            login: Some(login),
            item_id: "item".to_owned(),
            institution: institution.clone(),
            health: Health::Good,
            consent_ends_at: None,
            updated_at: None,
            obsolete: false,
            paused: false,
            news: AccountNews::default(),
        };
        let login = Login {
            id: login,
            connection: Some(id),
            item_id: "item".to_owned(),
            institution,
            state: LoginState::Current,
        };
        let now = self.connections.now();
        let mut records = self.connections.database().write().await.unwrap();
        store::connections::insert(&mut records, &connection, now).await.unwrap();
        store::logins::insert(&mut records, &login, now).await.unwrap();
        for (number, name, mask) in [(1, "Checking", "0000"), (2, "Credit card", "3333")] {
            let details = AccountDetails {
                name: name.to_owned(),
                official_name: None,
                mask: Some(mask.to_owned()),
                kind: "depository".to_owned(),
                subtype: None,
                currency: Some("USD".to_owned()),
            };
            let reported = ReportedAccount { account_id: mask.to_owned(), persistent_account_id: None, details };
            store::account_connections::insert(&mut records, id, account(number), &reported, now).await.unwrap();
        }
        records.commit().await.unwrap();
    }

    pub(super) async fn add(&self, code: &str, name: &str) -> BankAccountId {
        self.connections.add_bank_account(code, name, "usd").await.unwrap()
    }

    pub(super) async fn one(&self, id: BankAccountId) -> BankAccountOverview {
        let all = self.connections.bank_accounts().await.unwrap().accounts;
        all.into_iter().find(|overview| overview.account.id == id).unwrap()
    }

    pub(super) async fn audit(&self, object: &str) -> Vec<(String, String)> {
        let mut records = self.connections.database().read().await.unwrap();
        let entries = store::audit::list_of(&mut records, object).await.unwrap();
        entries.into_iter().map(|entry| (entry.what, entry.outcome)).collect()
    }

    /// Writes a statement of October, as importing does.
    async fn with_statement(&self, of: BankAccountId, account: AccountConnectionId) {
        let mut records = self.connections.database().write().await.unwrap();
        sqlx::query(
            "insert into statements values ('stm_00000000000000000000000000000001', ?, ?, 'October', 1, '2026-10-01', '2026-10-31', 'USD', 100, 250,
                null, 1, 0, 'Somebody')",
        )
        .bind(of.to_string())
        .bind(account.to_string())
        .execute(&mut *records)
        .await
        .unwrap();
        records.commit().await.unwrap();
    }

    async fn say(&self, statement: &'static str) {
        let mut records = self.connections.database().write().await.unwrap();
        sqlx::query(statement).execute(&mut *records).await.unwrap();
        records.commit().await.unwrap();
    }
}

fn account(number: u128) -> AccountConnectionId {
    AccountConnectionId::new(Uuid::from_u128(number))
}

fn opening(balance: &str) -> Opening {
    Opening { balance: balance.to_owned(), starts_on: date(2026, 10, 1) }
}

#[tokio::test]
async fn a_bank_account_is_added_and_changed_and_each_act_is_in_the_audit() {
    let books = Books::new().await;
    let id = books.add(" 1010 ", "Operating  account").await;
    let BankAccountOverview { account, feed, statements, continues, opening } = books.one(id).await;
    assert_eq!((account.code.as_str(), account.name.as_str(), account.active), ("1010", "Operating account", true));
    assert_eq!((feed, statements, continues, opening), (None, 0, None, None));

    books.connections.change_bank_account(id, "1011", "Operations", false).await.unwrap();
    let changed = books.one(id).await.account;
    assert_eq!((changed.code.as_str(), changed.name.as_str(), changed.active), ("1011", "Operations", false));
    books.connections.change_bank_account(id, "1011", "Operations", false).await.unwrap();
    let acts = [("change_bank_account", "changed"), ("add_bank_account", "added")];
    assert_eq!(books.audit(&id.to_string()).await, acts.map(|(what, how)| (what.to_owned(), how.to_owned())));
}

#[tokio::test]
async fn a_code_is_given_once_however_it_is_written() {
    let books = Books::new().await;
    books.add("Bank É1", "One").await;
    let other = books.add("Bank 2", "Other").await;
    for taken in ["bank é1", "BANK  É1"] {
        let added = books.connections.add_bank_account(taken, "Another", "USD").await;
        assert!(matches!(added, Err(BankAccountsError::CodeTaken)), "{added:?}");
        let changed = books.connections.change_bank_account(other, taken, "Other", true).await;
        assert!(matches!(changed, Err(BankAccountsError::CodeTaken)), "{changed:?}");
    }
    books.connections.change_bank_account(other, "BANK 2", "Other", true).await.unwrap();
    assert_eq!(books.connections.bank_accounts().await.unwrap().accounts.len(), 2);
}

#[tokio::test]
async fn what_can_not_be_meant_is_refused() {
    let books = Books::new().await;
    let add = async |code, name, currency| books.connections.add_bank_account(code, name, currency).await.unwrap_err();
    assert!(matches!(add(" ", "Name", "USD").await, BankAccountsError::Code(NameError::Empty)));
    assert!(matches!(add("1", "a\nb", "USD").await, BankAccountsError::Name(NameError::Unprintable)));
    for currency in ["", "BTC", "XAU", "Dollars"] {
        assert!(matches!(add("1", "Name", currency).await, BankAccountsError::Currency), "{currency}");
    }
}

#[tokio::test]
async fn accountants_look_and_keep_nothing() {
    let books = Books::new().await;
    let id = books.add("1010", "Operating account").await;
    let Books { connections, .. } = &books;
    let accountant = connections.clone().used_by(Role::Accountant);
    let denied = |result: Result<(), BankAccountsError>| {
        assert!(matches!(result, Err(BankAccountsError::Denied(Denied::NotAllowed))), "{result:?}");
    };
    assert_eq!(accountant.bank_accounts().await.unwrap().accounts.len(), 1);
    denied(accountant.add_bank_account("1", "One", "USD").await.map(drop));
    denied(accountant.change_bank_account(id, "1", "One", true).await);
    denied(accountant.link_bank_account(account(1), id, Some(opening("0"))).await);
    denied(accountant.unlink_bank_account(id).await);
    denied(accountant.change_opening(id, opening("0")).await);
    denied(accountant.correct_opening(id, "0").await);
    assert!(matches!(accountant.preview_bank_accounts(b"").await, Err(crate::BankAccountImportError::Denied(_))));
    assert!(matches!(accountant.import_bank_accounts(b"", "").await, Err(crate::BankAccountImportError::Denied(_))));
}

#[tokio::test]
async fn an_account_feeds_a_bank_account_until_it_is_unlinked() {
    let books = Books::new().await;
    let (id, other) = (books.add("1010", "Operating").await, books.add("1020", "Other").await);
    let link = async |from, to, opening| books.connections.link_bank_account(from, to, opening).await;
    let missing = link(account(1), id, None).await;
    assert!(matches!(missing, Err(BankAccountsError::Opening(OpeningError::Missing))), "{missing:?}");
    link(account(1), id, Some(opening("-1,234.50"))).await.unwrap();
    let feed = books.one(id).await.feed.unwrap();
    assert_eq!((feed.account.id, feed.opening.minor, feed.feed.starts_on), (account(1), -123_450, date(2026, 10, 1)));

    let twice = link(account(1), other, Some(opening("0"))).await;
    assert!(matches!(twice, Err(BankAccountsError::Feed(FeedError::AccountFeeds))), "{twice:?}");
    let second = link(account(2), id, Some(opening("0"))).await;
    assert!(matches!(second, Err(BankAccountsError::Feed(FeedError::BankAccountFed))), "{second:?}");
    let closed = books.connections.change_bank_account(id, "1010", "Operating", false).await;
    assert!(matches!(closed, Err(BankAccountsError::Fed)), "{closed:?}");
    let listed = books.connections.list().await.unwrap();
    assert_eq!(listed[0].feeds.iter().map(|(account, fed)| (*account, fed.id)).collect::<Vec<_>>(), [(account(1), id)]);

    let later = Opening { balance: "5".to_owned(), starts_on: date(2026, 11, 1) };
    books.connections.change_opening(id, later).await.unwrap();
    assert_eq!(books.one(id).await.feed.unwrap().feed.starts_on, date(2026, 11, 1));
    books.connections.unlink_bank_account(id).await.unwrap();
    assert_eq!(books.one(id).await.feed, None);
    let again = books.connections.unlink_bank_account(id).await;
    assert!(matches!(again, Err(BankAccountsError::NotFed)), "{again:?}");
    link(account(1), other, Some(opening("0"))).await.unwrap();
    let acts: Vec<_> = books.audit(&id.to_string()).await.into_iter().map(|(what, _)| what).collect();
    assert_eq!(acts, ["unlink_bank_account", "change_opening", "link_bank_account", "add_bank_account"]);
}

#[tokio::test]
async fn a_day_that_has_begun_for_somebody_is_not_in_the_future() {
    let books = Books::new().await;
    let id = books.add("1010", "Operating").await;
    let on = |day| Some(Opening { balance: "0".to_owned(), starts_on: date(2026, 12, day) });
    let future = books.connections.link_bank_account(account(1), id, on(1)).await;
    assert!(matches!(future, Err(BankAccountsError::Opening(OpeningError::InFuture))), "{future:?}");
    books.connections.clock().advance(std::time::Duration::from_hours(1));
    books.connections.link_bank_account(account(1), id, on(1)).await.unwrap();
}

#[tokio::test]
async fn what_is_not_in_use_feeds_nothing() {
    let books = Books::new().await;
    let id = books.add("1010", "Operating").await;
    for (before, error) in [
        ("update account_connections set active = 0", FeedError::AccountInactive),
        ("update logins set state = 'removing', removal_asked_at_ms = 1, removal_by = 'Somebody'", FeedError::Obsolete),
        ("update connections set obsolete = 1", FeedError::Obsolete),
        ("update account_connections set currency = 'BTC'", FeedError::NoCurrency),
    ] {
        books.say(before).await;
        let linked = books.connections.link_bank_account(account(1), id, Some(opening("0"))).await;
        assert!(matches!(&linked, Err(BankAccountsError::Feed(found)) if *found == error), "{before}: {linked:?}");
    }
    assert_eq!(books.connections.bank_accounts().await.unwrap().suggestions, []);
}

#[tokio::test]
async fn statements_keep_where_they_began_and_go_on() {
    let books = Books::new().await;
    let id = books.add("1010", "Operating").await;
    books.connections.link_bank_account(account(1), id, Some(opening("1.00"))).await.unwrap();
    books.with_statement(id, account(1)).await;
    let moved = books.connections.change_opening(id, opening("2.00")).await;
    assert!(matches!(moved, Err(BankAccountsError::Opening(OpeningError::StatementsExist))), "{moved:?}");
    let overview = books.one(id).await;
    assert_eq!(overview.statements, 1);
    assert_eq!(overview.continues, Some(Beginning { opening_minor: 250, starts_on: date(2026, 11, 1) }));

    books.connections.unlink_bank_account(id).await.unwrap();
    let anew = books.connections.link_bank_account(account(2), id, Some(opening("0"))).await;
    assert!(matches!(anew, Err(BankAccountsError::Opening(OpeningError::StatementsExist))), "{anew:?}");
    books.connections.link_bank_account(account(2), id, None).await.unwrap();
    let feed = books.one(id).await.feed.unwrap();
    assert_eq!((feed.opening.minor, feed.feed.starts_on), (250, date(2026, 11, 1)), "it goes on behind the last one");

    books.connections.unlink_bank_account(id).await.unwrap();
    books.connections.link_bank_account(account(1), id, None).await.unwrap();
    let feed = books.one(id).await.feed.unwrap();
    assert_eq!((feed.opening.minor, feed.feed.starts_on), (100, date(2026, 10, 1)), "it is the same chain as before");
}

#[tokio::test]
async fn an_opening_balance_is_corrected_once_there_are_statements_and_nothing_of_them_changes() {
    let books = Books::new().await;
    let id = books.add("1010", "Operating").await;
    books.connections.link_bank_account(account(1), id, Some(opening("1.00"))).await.unwrap();
    let none = books.connections.correct_opening(id, "2.00").await;
    assert!(matches!(none, Err(BankAccountsError::Opening(OpeningError::NoStatements))), "{none:?}");
    books.with_statement(id, account(1)).await;
    let before = books.one(id).await;
    let at = |right_minor| Some(OpeningBalance { used_minor: 100, right_minor, corrections: 0 });
    assert_eq!(before.opening, at(100));
    for (refused, error) in [
        ("two", OpeningError::NoNumber),
        ("0.005", OpeningError::Amount(AmountError::TooPrecise)),
        ("92,233,720,368,547,758.07", OpeningError::Amount(AmountError::TooGreat)),
    ] {
        let corrected = books.connections.correct_opening(id, refused).await;
        assert!(matches!(&corrected, Err(BankAccountsError::Opening(found)) if *found == error), "{corrected:?}");
    }
    for (balance, right_minor) in [("1.00", 100), ("0.40", 40), ("(12.50)", -1_250), ("(12.50)", -1_250), ("1", 100)] {
        books.connections.correct_opening(id, balance).await.unwrap();
        let after = books.one(id).await;
        assert_eq!(after.opening, at(right_minor), "{balance}");
        assert_eq!((after.feed, after.continues), (before.feed.clone(), before.continues));
    }
    let acts = books.audit(&id.to_string()).await;
    let outcomes: Vec<_> =
        acts.iter().filter(|(what, _)| what == "correct_opening").map(|(_, outcome)| outcome.as_str()).collect();
    assert_eq!(outcomes, ["withdrawn", "waits_for_statement", "waits_for_statement"], "what changes nothing is no act");
}

#[tokio::test]
async fn a_suggestion_is_there_until_it_is_taken_and_links_nothing_by_itself() {
    let books = Books::new().await;
    let (id, card) = (books.add("1010", "Operating 0000").await, books.add("2100", "Corporate card").await);
    let all = books.connections.bank_accounts().await.unwrap();
    let suggested: Vec<_> =
        all.suggestions.iter().map(|found| (found.bank_account.id, found.account.id, found.by_digits)).collect();
    assert_eq!(suggested, [(id, account(1), true), (card, account(2), false)]);
    assert!(all.accounts.iter().all(|overview| overview.feed.is_none()));
    books.connections.link_bank_account(account(1), id, Some(opening("0"))).await.unwrap();
    let left = books.connections.bank_accounts().await.unwrap().suggestions;
    assert_eq!(left.iter().map(|found| found.bank_account.id).collect::<Vec<_>>(), [card]);
}
