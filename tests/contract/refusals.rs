//! What the simulator refuses, and how: on every endpoint, for every reason and with every documented code.

use libtest_mimic::Failed;
use plaid::{AccessToken, ErrorClass};
use plaid_sandbox::{Fault, FaultRule};
use serde_json::json;

use crate::{
    Test,
    calls::{ENDPOINTS, call},
    documented::Documented,
    world::{World, run},
};

pub const TESTS: &[(&str, Test)] = &[
    ("every_documented_error_reaches_the_client_from_every_endpoint", every_error),
    ("a_request_that_plaid_would_refuse_is_refused_as_documented", wrong_requests),
    ("an_endpoint_that_plaid_does_not_have_is_refused_as_documented", unknown_endpoint),
];

/// What the simulator serves beyond what the client calls.
const LATER_ENDPOINTS: [&str; 2] = ["/accounts/balance/get", "/transactions/sync"];

/// A code of each class and more, and what the client has to make of it.
const CODES: [(&str, ErrorClass); 26] = [
    ("ITEM_LOGIN_REQUIRED", ErrorClass::UserMustAct),
    ("INVALID_CREDENTIALS", ErrorClass::UserMustAct),
    ("INVALID_MFA", ErrorClass::UserMustAct),
    ("ITEM_LOCKED", ErrorClass::UserMustAct),
    ("ACCESS_NOT_GRANTED", ErrorClass::UserMustAct),
    ("ITEM_NOT_FOUND", ErrorClass::ItemGone),
    ("INVALID_ACCESS_TOKEN", ErrorClass::ItemGone),
    ("USER_PERMISSION_REVOKED", ErrorClass::ItemGone),
    ("INSTITUTION_DOWN", ErrorClass::BankDown),
    ("UNSUPPORTED_RESPONSE", ErrorClass::BankDown),
    ("INSTITUTION_NO_LONGER_SUPPORTED", ErrorClass::BankNoLongerServed),
    ("UNAUTHORIZED_INSTITUTION", ErrorClass::BankNoLongerServed),
    ("INTERNAL_SERVER_ERROR", ErrorClass::Transient),
    ("PLANNED_MAINTENANCE", ErrorClass::Transient),
    ("RATE_LIMIT", ErrorClass::RateLimited),
    ("ITEM_GET_LIMIT", ErrorClass::RateLimited),
    ("INSTITUTION_RATE_LIMIT", ErrorClass::RateLimited),
    ("TRANSACTIONS_LIMIT", ErrorClass::RateLimited),
    ("INVALID_API_KEYS", ErrorClass::Configuration),
    ("INVALID_PRODUCT", ErrorClass::Configuration),
    ("TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION", ErrorClass::SyncRestart),
    ("PRODUCT_NOT_READY", ErrorClass::NotReady),
    ("PRODUCTS_NOT_SUPPORTED", ErrorClass::NoProduct),
    ("INVALID_LINK_TOKEN", ErrorClass::Session),
    ("INVALID_PUBLIC_TOKEN", ErrorClass::Session),
    ("USER_INPUT_TIMEOUT", ErrorClass::Session),
];

fn every_error(documented: &Documented) -> Result<(), Failed> {
    run(async {
        let world = World::start().await?;
        let token = AccessToken::new("access-sandbox-whose-calls-all-fail".into());
        for (code, class) in CODES {
            let fault = Fault::Error { error_code: code.to_owned(), error_type: None, http_status: None };
            world.sandbox.clear_faults();
            world.sandbox.add_fault(FaultRule::new("*", fault));
            let client = world.fresh_client()?;
            for endpoint in ENDPOINTS {
                let Err(error) = call(&client, endpoint, &token).await else {
                    return Err(format!("{endpoint} does not fail with {code}").into());
                };
                if (error.code(), error.class()) != (Some(code), class) || error.request_id().is_none() {
                    return Err(format!("{endpoint}: {code} became {:?}, {error}", error.class()).into());
                }
            }
        }
        world.check(documented)
    })
}

fn wrong_requests(documented: &Documented) -> Result<(), Failed> {
    run(async {
        let world = World::start().await?;
        let secret = world.sandbox.secret();
        for endpoint in ENDPOINTS.into_iter().chain(LATER_ENDPOINTS) {
            let unknown = json!({"a_field_of_nowhere": true}).to_string().into_bytes();
            let answers = [
                ("INVALID_API_KEYS", world.post_raw(endpoint, "not-the-secret", b"{}".to_vec()).await?),
                ("INVALID_BODY", world.post_raw(endpoint, secret, b"{\"access_token\": ".to_vec()).await?),
                ("MISSING_FIELDS", world.post_raw(endpoint, secret, b"{}".to_vec()).await?),
                ("UNKNOWN_FIELDS", world.post_raw(endpoint, secret, unknown).await?),
            ];
            for (code, answer) in answers {
                if (answer.status, answer.response["error_code"].as_str()) != (400, Some(code)) {
                    return Err(format!("{endpoint}: {code} expected, got {}", answer.response).into());
                }
                let problems = documented.problems_of_answer(&answer);
                if !problems.is_empty() {
                    return Err(problems.join("\n").into());
                }
            }
        }
        Ok(())
    })
}

fn unknown_endpoint(documented: &Documented) -> Result<(), Failed> {
    run(async {
        let world = World::start().await?;
        let answer = world.post("/item/nowhere", &json!({})).await?;
        let problems = documented.problems_of_answer(&answer);
        if answer.status == 404 && problems.is_empty() { Ok(()) } else { Err(problems.join("\n").into()) }
    })
}
