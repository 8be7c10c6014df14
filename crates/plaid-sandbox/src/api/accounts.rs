//! `/accounts/get` and `/accounts/balance/get`: the accounts that were granted, with their balances.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Call, error::ApiError, fields::Fields, shape};
use crate::world::Item;

pub(super) fn get(call: &mut Call<'_>, mut fields: Fields) -> Result<Value, ApiError> {
    let access_token = fields.required_text("access_token");
    let wanted = fields.object("options", |options| options.texts("account_ids")).flatten();
    fields.finish()?;
    let answers_anyway = call.world.switches.accounts_while_login_required;
    let (seed, now) = (call.world.ids.seed(), call.now);
    let item = call.item(&access_token)?;
    if !answers_anyway {
        check_health(item)?;
    }
    chosen(item, wanted.as_deref(), seed, now)
}

pub(super) fn balances(call: &mut Call<'_>, mut fields: Fields) -> Result<Value, ApiError> {
    let access_token = fields.required_text("access_token");
    let wanted = fields
        .object("options", |options| {
            options.text("min_last_updated_datetime");
            options.texts("account_ids")
        })
        .flatten();
    fields.finish()?;
    let (seed, now) = (call.world.ids.seed(), call.now);
    let item = call.item(&access_token)?;
    check_health(item)?;
    chosen(item, wanted.as_deref(), seed, now)
}

/// An Item with a standing error gives no data.
pub(super) fn check_health(item: &Item) -> Result<(), ApiError> {
    item.error.as_ref().map_or(Ok(()), |error| Err(ApiError::standing(error)))
}

/// The accounts that were asked for, or all of them. One that was not granted, or no longer is, is refused.
fn chosen(item: &Item, wanted: Option<&[String]>, seed: u64, now: Timestamp) -> Result<Value, ApiError> {
    let is_granted = |id: &String| item.granted().any(|(_, grant)| grant.account_id == *id);
    if wanted.is_some_and(|ids| !ids.iter().all(is_granted)) {
        return Err(ApiError::of("INVALID_ACCOUNT_ID"));
    }
    if item.granted().next().is_none() {
        return Err(ApiError::of("NO_ACCOUNTS"));
    }
    let accounts: Vec<Value> = item
        .granted()
        .filter(|(_, grant)| wanted.is_none_or(|ids| ids.contains(&grant.account_id)))
        .map(|granted| shape::account(item, seed, granted, now))
        .collect();
    Ok(json!({ "accounts": accounts, "item": shape::item(item) }))
}
