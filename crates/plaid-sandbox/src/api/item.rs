//! `/item/…`: reading an Item, making one from a public token, removing one.

use serde_json::{Value, json};

use super::{Call, error::ApiError, fields::Fields, shape};

const REMOVAL_REASONS: [&str; 6] = [
    "FRAUD_FIRST_PARTY",
    "FRAUD_FALSE_IDENTITY",
    "FRAUD_ABUSE",
    "FRAUD_OTHER",
    "CONNECTION_IS_NON_FUNCTIONAL",
    "OTHER",
];

pub(super) fn get(call: &mut Call<'_>, mut fields: Fields) -> Result<Value, ApiError> {
    let access_token = fields.required_text("access_token");
    fields.finish()?;
    let now = call.now;
    let item = call.item(&access_token)?;
    let mut described = shape::item(item);
    described["created_at"] = json!(item.created_at);
    described["consented_use_cases"] = json!(["Accounting"]);
    described["consented_data_scopes"] = json!(["account_balance_info", "transactions"]);
    let (success, failure) = if item.error.is_none() { (Some(now), None) } else { (None, Some(now)) };
    Ok(json!({
        "item": described,
        "status": {
            "transactions": { "last_successful_update": success, "last_failed_update": failure },
            "last_webhook": null,
        },
    }))
}

pub(super) fn exchange(call: &mut Call<'_>, mut fields: Fields) -> Result<Value, ApiError> {
    let public_token = fields.required_text("public_token");
    fields.finish()?;
    let Some(item) = call.world.exchange(&public_token) else {
        return Err(ApiError::of("INVALID_PUBLIC_TOKEN"));
    };
    Ok(json!({ "access_token": item.access_token, "item_id": item.id }))
}

pub(super) fn remove(call: &mut Call<'_>, mut fields: Fields) -> Result<Value, ApiError> {
    fields.nullable(&["reason_code", "reason_note"]);
    let access_token = fields.required_text("access_token");
    match fields.text("reason_code") {
        Some(code) if !REMOVAL_REASONS.contains(&code.as_str()) => {
            fields.refuse::<()>("reason_code", "is not one of the known reasons");
        }
        Some(_) | None => {}
    }
    if fields.text("reason_note").is_some_and(|note| note.chars().count() > 512) {
        fields.refuse::<()>("reason_note", "must be at most 512 characters");
    }
    fields.finish()?;
    call.item(&access_token)?.removed = true;
    Ok(json!({}))
}
