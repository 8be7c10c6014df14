//! What the failures of the core and of Plaid say to the user.

use plaid::{ApiError, Flaw};

use super::*;

fn refused(kind: &str, code: &str) -> plaid::Error {
    plaid::Error::Api(Box::new(ApiError {
        kind: kind.to_owned(),
        code: code.to_owned(),
        message: "access-sandbox-1 is wrong".to_owned(),
        display_message: None,
        request_id: Some("req1".to_owned()),
        http_status: Some(400),
    }))
}

#[test]
fn every_failure_says_what_can_be_done() {
    let entry = || "entry".to_owned();
    let cases: Vec<(Problem, Code)> = vec![
        (VaultError::NoService("none".into()).into(), Code::KeyringMissing),
        (VaultError::Locked.into(), Code::KeyringLocked),
        (VaultError::Silent.into(), Code::KeyringSilent),
        (VaultError::Refused("dismissed".into()).into(), Code::KeyringRefused),
        (VaultError::Failed("odd".into()).into(), Code::KeyringRefused),
        (VaultError::Missing { entry: entry() }.into(), Code::KeyringEntryMissing),
        (VaultError::Damaged { entry: entry() }.into(), Code::KeyringEntryDamaged),
        (OpenError::RecordsElsewhere.into(), Code::RecordsElsewhere),
        (store::OpenError::WrongKey.into(), Code::DatabaseWrongKey),
        (store::OpenError::Newer { found: 9, known: 1 }.into(), Code::DatabaseNewer),
        (store::OpenError::Missing.into(), Code::DatabaseMissing),
        (store::OpenError::Full("13".into()).into(), Code::DiskFull),
        (store::OpenError::ReadOnly("8".into()).into(), Code::DatabaseReadOnly),
        (store::OpenError::Busy("5".into()).into(), Code::RecordsBusy),
        (store::OpenError::Unreadable("11".into()).into(), Code::DatabaseUnreadable),
        (OpenError::from(VaultError::Locked).into(), Code::KeyringLocked),
        (OpenError::from(VaultError::Missing { entry: entry() }).into(), Code::KeyringEntryMissing),
        (refused("RATE_LIMIT_EXCEEDED", "RATE_LIMIT").into(), Code::PlaidBusy),
        (refused("INSTITUTION_ERROR", "INSTITUTION_NO_LONGER_SUPPORTED").into(), Code::BankNotServed),
        (refused("API_ERROR", "INTERNAL_SERVER_ERROR").into(), Code::PlaidUnreachable),
        (refused("INVALID_INPUT", "INVALID_API_KEYS").into(), Code::PlaidKeysRefused),
        (refused("INSTITUTION_ERROR", "INSTITUTION_DOWN").into(), Code::BankUnavailable),
        (refused("ITEM_ERROR", "ITEM_NOT_FOUND").into(), Code::ConnectionGone),
        (refused("SOME_ERROR", "NEVER_SEEN").into(), Code::PlaidRefused),
        (plaid::Error::TimedOut.into(), Code::PlaidUnreachable),
    ];
    for (problem, code) in cases {
        assert_eq!(problem.code, code, "{problem:?}");
        assert!(!problem.message.is_empty());
    }
}

#[test]
fn a_refusal_names_its_request_and_repeats_nothing_that_plaid_quotes() {
    let problem = Problem::from(refused("INVALID_INPUT", "INVALID_FIELD"));
    assert_eq!(problem.message, "Plaid answered `INVALID_FIELD` (`INVALID_INPUT`), request id req1");
}

#[test]
fn an_answer_that_can_not_be_read_is_no_fault_of_the_keys() {
    let flaw = Flaw::NotUnderstood { line: 1, column: 2 };
    let error = plaid::Error::Unreadable { http_status: 200, flaw, request_id: None };
    assert_eq!(Problem::from(error).code, Code::PlaidRefused);
}

#[test]
fn a_session_that_waits_says_what_plaid_said() {
    let cases = [
        (Setback::BankUnavailable, Some("INSTITUTION_NO_LONGER_SUPPORTED"), Code::BankNotServed),
        (Setback::PlaidUnreachable, Some("RATE_LIMIT"), Code::PlaidBusy),
        (Setback::PlaidUnreachable, Some("INTERNAL_SERVER_ERROR"), Code::PlaidUnreachable),
        (Setback::BankUnavailable, Some("INSTITUTION_DOWN"), Code::BankUnavailable),
        (Setback::KeyringLocked, None, Code::KeyringLocked),
    ];
    for (setback, plaid_code, code) in cases {
        let problem = Problem::of_delay(setback, plaid_code.map(str::to_owned));
        assert_eq!(problem.code, code, "{setback:?} {plaid_code:?}");
    }
}
