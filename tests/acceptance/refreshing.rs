//! Refreshing through the real client: what the simulator's banks tell of balances is kept, each time they are asked.

use std::time::Duration;

use bank_connections_tests::stage::{FIRST_PLATYPUS, OAUTH, Stage, TARTAN};
use connections::{
    AccountRefreshed, Denied, NotRead, Progress, RefreshAccount, Run, StartRefreshError, Unusable,
    model::{
        balance::Balance,
        connection::{Status, UpdateReason},
        ids::AccountConnectionId,
        link_session::Setback,
    },
};
use plaid_sandbox::{BankTransaction, Fault, FaultRule};

const BALANCE: &str = "/accounts/balance/get";
const ITEM: &str = "/item/get";

fn error(code: &str) -> FaultRule {
    let fault = Fault::Error { error_code: code.to_owned(), error_type: None, http_status: None };
    FaultRule::new(BALANCE, fault)
}

async fn id(stage: &Stage, bank: &str, name: &str) -> AccountConnectionId {
    stage.account(bank, name).await.id
}

/// Waits until the run is as it is wanted.
async fn run_that(stage: &Stage, is_wanted: impl Fn(&Run<AccountRefreshed>) -> bool) -> Run<AccountRefreshed> {
    let mut changes = stage.connections.changes();
    let wanted = async {
        loop {
            if let Some(run) = stage.connections.refresh_run().unwrap().filter(&is_wanted) {
                return run;
            }
            changes.changed().await.unwrap();
        }
    };
    tokio::time::timeout(Duration::from_mins(1), wanted).await.expect("a refresh comes to that")
}

async fn refresh(stage: &Stage, accounts: &[AccountConnectionId]) -> Vec<Progress<AccountRefreshed>> {
    stage.connections.start_refresh(accounts).await.unwrap();
    let run = run_that(stage, |run| run.ended_at.is_some()).await;
    let of = |id: &AccountConnectionId| run.accounts.iter().find(|(account, _)| account == id).unwrap().1.clone();
    accounts.iter().map(of).collect()
}

async fn refreshed(stage: &Stage, account: AccountConnectionId) -> AccountRefreshed {
    let progress = refresh(stage, &[account]).await.remove(0);
    let Progress::Done(result) = progress else { panic!("not done: {progress:?}") };
    result
}

fn balance(progress: &Progress<AccountRefreshed>) -> Balance {
    let Progress::Done(AccountRefreshed::Balance(balance)) = progress else { panic!("no balance: {progress:?}") };
    *balance
}

async fn listed(stage: &Stage, account: AccountConnectionId) -> RefreshAccount {
    let all = stage.connections.refresh_accounts().await.unwrap();
    all.into_iter().find(|one| one.account.id == account).unwrap()
}

#[tokio::test]
async fn the_balances_of_the_chosen_accounts_of_a_bank_cost_one_call_and_are_kept() {
    let stage = Stage::start().await;
    let (checking, card) = (id(&stage, TARTAN, "Plaid Checking").await, id(&stage, TARTAN, "Plaid Credit Card").await);
    assert_eq!(listed(&stage, checking).await.last, None);
    let results = refresh(&stage, &[checking, card]).await;
    let (in_checking, on_card) = (balance(&results[0]), balance(&results[1]));
    assert_eq!((in_checking.current_minor, in_checking.available_minor), (Some(3_841_275), Some(3_790_000)));
    assert_eq!((on_card.current_minor, on_card.limit_minor), (Some(641_020), Some(4_000_000)), "what is owed");
    assert_eq!(in_checking.at, stage.clock.now());
    assert_eq!(stage.sandbox.calls()[BALANCE], 1);
    assert_eq!(listed(&stage, checking).await.last, Some(in_checking));
    assert_eq!(listed(&stage, id(&stage, TARTAN, "Plaid Saving").await).await.last, None, "it was not chosen");

    let entry = stage.audit(TARTAN).await.remove(0);
    assert_eq!((entry.what.as_str(), entry.outcome.as_str(), entry.request_ids.len()), ("refresh", "refreshed", 1));
    let details = serde_json::to_string(&entry.details).unwrap();
    assert_eq!(details, r#"{"accounts":2}"#, "no amount stands in the audit");
}

#[tokio::test]
async fn each_reading_stays_and_a_failed_one_leaves_the_last_good_one() {
    let stage = Stage::start().await;
    let checking = stage.account(TARTAN, "Plaid Checking").await;
    let item = stage.item(TARTAN).item_id;
    let first = balance(&refresh(&stage, &[checking.id]).await[0]);
    stage.pass(Duration::from_hours(24));
    let before = balance(&refresh(&stage, &[checking.id]).await[0]);
    stage.sandbox.book(&item, &checking.account_id, &BankTransaction::of_cents(2_550, "Office chairs")).unwrap();
    stage.pass(Duration::from_mins(1));
    let after = balance(&refresh(&stage, &[checking.id]).await[0]);
    assert_eq!(after.current_minor.unwrap(), before.current_minor.unwrap() - 2_550);

    stage.sandbox.add_fault(error("INSTITUTION_NOT_RESPONDING"));
    stage.pass(Duration::from_mins(1));
    refresh(&stage, &[checking.id]).await;
    assert_eq!(stage.connections.balance_history(checking.id).await.unwrap(), [after, before, first]);
    assert_eq!(listed(&stage, checking.id).await.last, Some(after));
}

#[tokio::test]
async fn a_bank_that_needs_an_update_says_so_and_keeps_no_other_one_from_its_refresh() {
    let stage = Stage::start().await;
    let (broken, fine) = (id(&stage, FIRST_PLATYPUS, "Plaid Checking").await, id(&stage, TARTAN, "Plaid Saving").await);
    let results = refresh(&stage, &[broken, fine]).await;
    assert_eq!(results[0], Progress::Done(AccountRefreshed::NotRead(NotRead::NeedsUpdate)));
    assert_eq!(balance(&results[1]).current_minor, Some(2_500_000));

    assert_eq!(stage.connection(OAUTH).await.status, Status::Active);
    stage.sandbox.set_item_error(&stage.item(OAUTH).item_id, Some("ITEM_LOGIN_REQUIRED")).unwrap();
    let account = id(&stage, OAUTH, "Plaid Checking").await;
    assert_eq!(refreshed(&stage, account).await, AccountRefreshed::NotRead(NotRead::NeedsUpdate));
    let status = stage.connection(OAUTH).await.status;
    assert_eq!(status, Status::NeedsUpdate(UpdateReason::CredentialsChanged), "the list says so too");

    stage.sandbox.set_item_error(&stage.item(OAUTH).item_id, None).unwrap();
    assert!(matches!(refreshed(&stage, account).await, AccountRefreshed::Balance(_)));
    assert_eq!(stage.connection(OAUTH).await.status, Status::Active, "what healed by itself is seen");
}

#[tokio::test]
async fn what_passes_by_itself_never_asks_for_a_login() {
    let stage = Stage::start().await;
    let account = id(&stage, TARTAN, "Plaid Checking").await;
    let setback = |setback, code: &str| NotRead::Setback(setback, Some(code.to_owned()));
    let table = [
        ("INTERNAL_SERVER_ERROR", setback(Setback::PlaidUnreachable, "INTERNAL_SERVER_ERROR")),
        ("INSTITUTION_DOWN", setback(Setback::BankUnavailable, "INSTITUTION_DOWN")),
        ("BALANCE_LIMIT", NotRead::TooOften),
        ("PRODUCTS_NOT_SUPPORTED", NotRead::NotGiven),
    ];
    for (code, expected) in table {
        stage.sandbox.clear_faults();
        stage.sandbox.add_fault(error(code));
        assert_eq!(refreshed(&stage, account).await, AccountRefreshed::NotRead(expected), "{code}");
        assert_eq!(stage.connection(TARTAN).await.status, Status::Active, "{code}");
    }
    assert_eq!(stage.connections.balance_history(account).await.unwrap(), []);
}

#[tokio::test]
async fn a_failure_of_the_moment_and_too_many_calls_are_tried_again_by_themselves() {
    let stage = Stage::start().await.repeating().await;
    let account = id(&stage, TARTAN, "Plaid Checking").await;
    stage.sandbox.add_fault(error("INTERNAL_SERVER_ERROR").times(1));
    stage.sandbox.add_fault(error("BALANCE_LIMIT").times(1));
    assert!(matches!(refreshed(&stage, account).await, AccountRefreshed::Balance(_)));
    assert_eq!(stage.sandbox.calls()[BALANCE], 3);
}

#[tokio::test]
async fn what_is_read_when_a_refresh_is_cancelled_stays() {
    let stage = Stage::start().await;
    let (fast, slow) = (id(&stage, TARTAN, "Plaid Checking").await, id(&stage, OAUTH, "Plaid Checking").await);
    // Its call is the second one: both are under way at the same time, and the first one in is let pass.
    stage.sandbox.add_fault(FaultRule::new(BALANCE, Fault::Held).after(1));
    stage.connections.start_refresh(&[fast, slow]).await.unwrap();
    let is_done = |progress: &Progress<_>| matches!(progress, Progress::Done(_));
    run_that(&stage, |run| run.accounts.iter().any(|(_, progress)| is_done(progress))).await;
    stage.connections.cancel_refresh().unwrap();
    let run = run_that(&stage, |run| run.ended_at.is_some()).await;
    assert!(run.is_cancelled);
    let (done, cancelled): (Vec<_>, Vec<_>) = run.accounts.iter().partition(|(_, progress)| is_done(progress));
    assert_eq!((done.len(), &cancelled[0].1), (1, &Progress::Cancelled { is_begun: true }));
    assert_eq!(stage.connections.balance_history(done[0].0).await.unwrap(), [balance(&done[0].1)]);
    assert_eq!(stage.connections.balance_history(cancelled[0].0).await.unwrap(), []);
    stage.sandbox.clear_faults();
    assert!(matches!(refreshed(&stage, cancelled[0].0).await, AccountRefreshed::Balance(_)));
}

#[tokio::test]
async fn what_was_told_is_kept_although_the_refresh_is_cancelled_while_the_login_is_looked_at() {
    let stage = Stage::start().await;
    let (gone, kept) = (stage.account(TARTAN, "Plaid Saving").await, id(&stage, TARTAN, "Plaid Checking").await);
    stage.sandbox.close_account(&stage.item(TARTAN).item_id, &gone.account_id).unwrap();
    // That an account is gone has the login looked at, which takes its time.
    let before = stage.calls(ITEM);
    stage.sandbox.add_fault(FaultRule::new(ITEM, Fault::Held));
    stage.connections.start_refresh(&[gone.id, kept]).await.unwrap();
    stage.asked(ITEM, before + 1).await;
    stage.connections.cancel_refresh().unwrap();
    let run = run_that(&stage, |run| run.ended_at.is_some()).await;
    let of = |id| run.accounts.iter().find(|(account, _)| *account == id).unwrap().1.clone();
    let told = balance(&of(kept));
    assert_eq!(of(gone.id), Progress::Done(AccountRefreshed::NotTold));
    assert_eq!(stage.connections.balance_history(kept).await.unwrap(), [told]);
}

#[tokio::test]
async fn what_is_told_after_the_cancel_is_kept_all_the_same() {
    let stage = Stage::start().await;
    let account = id(&stage, TARTAN, "Plaid Checking").await;
    stage.sandbox.add_fault(FaultRule::new(BALANCE, Fault::Held));
    stage.connections.start_refresh(&[account]).await.unwrap();
    stage.asked(BALANCE, 1).await;
    stage.connections.cancel_refresh().unwrap();
    let run = run_that(&stage, |run| run.ended_at.is_some()).await;
    let cancelled = Progress::Cancelled { is_begun: true };
    assert_eq!(run.accounts[0].1, cancelled, "nobody is kept waiting");

    stage.sandbox.release();
    let mut changes = stage.connections.changes();
    let kept = async {
        while stage.connections.balance_history(account).await.unwrap().is_empty() {
            changes.changed().await.unwrap();
        }
    };
    tokio::time::timeout(Duration::from_secs(30), kept).await.expect("what is charged for is kept");
    assert_eq!(stage.connections.refresh_run().unwrap().unwrap().accounts[0].1, cancelled);
    assert_eq!(stage.sandbox.calls()[BALANCE], 1);
}

#[tokio::test]
async fn inactive_and_obsolete_accounts_are_left_out_with_the_reason() {
    let stage = Stage::start().await;
    let (kept, left_out) = (id(&stage, TARTAN, "Plaid Checking").await, id(&stage, TARTAN, "Plaid Credit Card").await);
    let (_, page) = stage.begin_on_page(TARTAN).await;
    assert_eq!(listed(&stage, kept).await.unusable, Some(Unusable::Updating));
    page.complete(&["checking", "saving"]).await;
    stage.connections.tend().await;
    let obsolete = id(&stage, OAUTH, "Plaid Checking").await;
    stage.connections.remove(stage.id(OAUTH).await).await.unwrap();

    assert_eq!(listed(&stage, left_out).await.unusable, Some(Unusable::Inactive));
    assert_eq!(listed(&stage, obsolete).await.unusable, Some(Unusable::Obsolete));
    let results = refresh(&stage, &[kept, left_out, obsolete]).await;
    balance(&results[0]);
    assert_eq!(results[1], Progress::Done(AccountRefreshed::Unusable(Unusable::Inactive)));
    assert_eq!(results[2], Progress::Done(AccountRefreshed::Unusable(Unusable::Obsolete)));
    assert_eq!(stage.sandbox.calls()[BALANCE], 1, "nobody was asked about the others");
}

#[tokio::test]
async fn an_account_that_is_gone_at_the_bank_keeps_no_other_one_from_its_refresh() {
    let stage = Stage::start().await;
    let (gone, kept) = (stage.account(TARTAN, "Plaid Saving").await, id(&stage, TARTAN, "Plaid Checking").await);
    stage.sandbox.close_account(&stage.item(TARTAN).item_id, &gone.account_id).unwrap();
    let results = refresh(&stage, &[gone.id, kept]).await;
    assert_eq!(results[0], Progress::Done(AccountRefreshed::NotTold));
    balance(&results[1]);
    let status = stage.connection(TARTAN).await.status;
    assert_eq!(status, Status::NeedsUpdate(UpdateReason::NewAccounts), "an update is suggested");
}

#[tokio::test]
async fn accountants_may_refresh_and_nobody_else_may_who_is_not_signed_in() {
    let stage = Stage::start().await;
    let account = id(&stage, TARTAN, "Plaid Checking").await;
    let accountant = stage.connections.entrance().await.unwrap().users[1].id;
    stage.connections.switch_user(accountant).await.unwrap();
    assert!(matches!(refreshed(&stage, account).await, AccountRefreshed::Balance(_)));
    assert!(matches!(stage.connections.start_refresh(&[]).await, Err(StartRefreshError::NothingChosen)));

    stage.connections.lock().await.unwrap();
    let refused = stage.connections.start_refresh(&[account]).await;
    assert!(matches!(refused, Err(StartRefreshError::Denied(Denied::SignedOut))), "{refused:?}");
    assert!(stage.connections.refresh_run().is_err() && stage.connections.balance_history(account).await.is_err());
    let told = stage.connections.ended_runs();
    assert_eq!((told.len(), told[0].accounts, told[0].done), (1, 1, 1), "that it ended is no secret");
}
