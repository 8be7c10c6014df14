//! `/sandbox/…`: what only the Sandbox has. An Item without Hosted Link, and a login that is no longer valid.

use serde_json::{Value, json};

use super::{Call, error::ApiError, fields::Fields, link_token, user};
use crate::{
    bank::{self, Verdict},
    world::{NewItem, StandingError},
};

pub(super) fn create_public_token(call: &mut Call<'_>, mut fields: Fields) -> Result<Value, ApiError> {
    fields.pass_over(&["user_token"]);
    let user_id = fields.text("user_id");
    let institution_id = fields.required_text("institution_id");
    let products = fields.required_texts("initial_products");
    let options = fields.object("options", |options| {
        options.pass_over(&["webhook", "statements", "income_verification"]);
        options.nullable(&["override_username", "override_password"]);
        let transactions = options.object("transactions", |transactions| {
            transactions.pass_over(&["start_date", "end_date"]);
            link_token::days_requested(transactions)
        });
        (options.text("override_username"), options.text("override_password"), transactions)
    });
    fields.finish()?;
    link_token::check_products(&products)?;
    user::check_named(call.world, user_id.as_deref())?;
    let Some(bank) = bank::institution(&institution_id) else { return Err(ApiError::of("INVALID_INSTITUTION")) };

    let (username, password, days_requested) = options.unwrap_or_default();
    let username = username.unwrap_or_else(|| "user_good".to_owned());
    let password = password.unwrap_or_else(|| "pass_good".to_owned());
    let accounts = match bank::sign_in(bank, &username, &password, None) {
        // There is nobody to answer a challenge.
        Verdict::Accepted(accounts) | Verdict::Challenged(_, accounts) => accounts,
        Verdict::Refused(code) => return Err(ApiError::of(&code)),
    };
    let accounts = call.world.named_anew(bank, accounts);
    let days_requested = days_requested.unwrap_or(link_token::DAYS_REQUESTED);
    let new = NewItem {
        bank,
        user_id: user_id.as_deref(),
        username: &username,
        products: &products,
        days_requested,
        accounts,
    };
    let item_id = call.world.create_item(new, call.now);
    call.world.grant(&item_id, call.now, |_| true);
    Ok(json!({ "public_token": call.world.issue_public_token(&item_id, call.now) }))
}

pub(super) fn reset_login(call: &mut Call<'_>, mut fields: Fields) -> Result<Value, ApiError> {
    let access_token = fields.required_text("access_token");
    fields.finish()?;
    let error = StandingError { code: "ITEM_LOGIN_REQUIRED".to_owned(), reason: None };
    call.item(&access_token)?.error = Some(error);
    Ok(json!({ "reset_login": true }))
}
