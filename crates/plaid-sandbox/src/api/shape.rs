//! The JSON of what several endpoints tell: Items, accounts, institutions.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::error::ApiError;
use crate::{
    bank::{self, Amount, Institution},
    world::{Grant, Item, ItemAccount},
};

pub(super) fn item(item: &Item) -> Value {
    let available: Vec<_> = bank::PRODUCTS.iter().filter(|name| !item.products.iter().any(|it| it == *name)).collect();
    json!({
        "item_id": item.id,
        "institution_id": item.institution_id,
        "institution_name": item.bank().name,
        "webhook": null,
        "auth_method": null,
        "error": item.error.as_ref().map(|error| ApiError::standing(error).to_json()),
        "available_products": available,
        "billed_products": item.products,
        "products": item.products,
        "consented_products": item.products,
        "consent_expiration_time": item.consent_expires_at,
        "update_type": "background",
    })
}

/// The accounts that the client sees, with their balances at this time.
pub(super) fn accounts(item: &Item, seed: u64, now: Timestamp) -> Vec<Value> {
    item.granted().map(|(account, grant)| self::account(item, seed, (account, grant), now)).collect()
}

pub(super) fn account(item: &Item, seed: u64, (account, grant): (&ItemAccount, &Grant), now: Timestamp) -> Value {
    let at_bank = &account.at_bank;
    let balances = item.balances(seed, account, item.moment(now));
    let amount = |amount: Option<Amount>| amount.map(Amount::to_json);
    let mut body = json!({
        "account_id": grant.account_id,
        "name": at_bank.name,
        "official_name": at_bank.official_name,
        "mask": at_bank.mask,
        "type": at_bank.kind,
        "subtype": at_bank.subtype,
        "holder_category": "business",
        "balances": {
            "current": amount(balances.current),
            "available": amount(balances.available),
            "limit": amount(balances.limit),
            "iso_currency_code": at_bank.currency,
            "unofficial_currency_code": null,
        },
    });
    if let Some(id) = &account.persistent_account_id {
        body["persistent_account_id"] = json!(id);
    }
    body
}

pub(super) fn institution(institution: &Institution, with_metadata: bool) -> Value {
    let mut body = json!({
        "institution_id": institution.id,
        "name": institution.name,
        "products": bank::PRODUCTS,
        "country_codes": bank::COUNTRIES,
        "routing_numbers": [institution.routing_number],
        "dtc_numbers": [],
        "oauth": institution.oauth,
    });
    if with_metadata {
        body["url"] = json!(institution.url);
        body["primary_color"] = json!(institution.colour);
        body["logo"] = Value::Null;
    }
    body
}
