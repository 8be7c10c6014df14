//! A file is looked at first, and then taken over as it was shown, or not at all.

use super::*;
use crate::bank_accounts::tests::Books;

const FILE: &[u8] = b"code,name,currency\n1010,Operations,USD\n1020,Savings,USD\n1030,Coins,BTC\n1040,Same,USD\n";

async fn with_two() -> Books {
    let books = Books::new().await;
    books.add("1010", "Operating").await;
    books.add("1040", "Same").await;
    books
}

async fn names(books: &Books) -> Vec<String> {
    let all = books.connections.bank_accounts().await.unwrap().accounts;
    all.into_iter().map(|overview| format!("{} {}", overview.account.code, overview.account.name)).collect()
}

#[tokio::test]
async fn a_preview_writes_nothing_and_its_mark_takes_it_over() {
    let books = with_two().await;
    let preview = books.connections.preview_bank_accounts(FILE).await.unwrap();
    let imported = BankAccountsImported { added: 1, changed: 1, unchanged: 1, left_out: 1 };
    assert_eq!(BankAccountsImported::of(&preview.rows), imported);
    assert_eq!(names(&books).await, ["1010 Operating", "1040 Same"]);

    assert_eq!(books.connections.import_bank_accounts(FILE, &preview.mark).await.unwrap(), imported);
    assert_eq!(names(&books).await, ["1010 Operations", "1020 Savings", "1040 Same"]);
    assert_eq!(books.audit(ALL).await, [("import_bank_accounts".to_owned(), "imported".to_owned())]);
    let all = books.connections.bank_accounts().await.unwrap().accounts;
    for (overview, acts) in all.iter().zip([2, 1, 1]) {
        assert_eq!(books.audit(&overview.account.id.to_string()).await.len(), acts, "{overview:?}");
    }
}

#[tokio::test]
async fn what_was_not_shown_is_not_taken_over() {
    let books = with_two().await;
    let mark = books.connections.preview_bank_accounts(FILE).await.unwrap().mark;
    let other = FILE.to_ascii_uppercase();
    let changed_file = books.connections.import_bank_accounts(&other, &mark).await;
    assert!(matches!(changed_file, Err(BankAccountImportError::Outdated)), "{changed_file:?}");
    books.add("1020", "Meanwhile").await;
    let changed_records = books.connections.import_bank_accounts(FILE, &mark).await;
    assert!(matches!(changed_records, Err(BankAccountImportError::Outdated)), "{changed_records:?}");
    assert_eq!(names(&books).await, ["1010 Operating", "1020 Meanwhile", "1040 Same"]);
}

#[tokio::test]
async fn a_file_that_adds_and_changes_nothing_is_not_taken_over() {
    let books = with_two().await;
    let file = b"code,name,currency\n1010,Operating,USD\n1030,Coins,BTC\n";
    let mark = books.connections.preview_bank_accounts(file).await.unwrap().mark;
    let nothing = books.connections.import_bank_accounts(file, &mark).await;
    assert!(matches!(nothing, Err(BankAccountImportError::Nothing)), "{nothing:?}");
    assert_eq!(books.audit(ALL).await, []);
}

#[tokio::test]
async fn a_file_is_taken_over_in_one_piece() {
    let books = with_two().await;
    let mark = books.connections.preview_bank_accounts(FILE).await.unwrap().mark;
    let mut records = books.connections.database().write().await.unwrap();
    let fail = "create trigger fails before insert on bank_accounts begin select raise(abort, 'no'); end";
    sqlx::query(fail).execute(&mut *records).await.unwrap();
    records.commit().await.unwrap();
    let failed = books.connections.import_bank_accounts(FILE, &mark).await;
    assert!(matches!(failed, Err(BankAccountImportError::Store(_))), "{failed:?}");
    assert_eq!(names(&books).await, ["1010 Operating", "1040 Same"], "the change before it is taken back");
}
