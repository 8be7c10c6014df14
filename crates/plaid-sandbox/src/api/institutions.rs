//! `/institutions/…`: the test banks.

use serde_json::{Value, json};

use super::{Call, error::ApiError, fields::Fields, shape};
use crate::bank::{self, Health};

/// Plaid's own limit.
const RESULTS_MAX: usize = 10;

pub(super) fn get_by_id(call: &mut Call<'_>, mut fields: Fields) -> Result<Value, ApiError> {
    let institution_id = fields.required_text("institution_id");
    let country_codes = fields.required_texts("country_codes");
    let (metadata, status) = fields
        .object("options", |options| {
            options.pass_over(&["include_auth_metadata", "include_payment_initiation_metadata"]);
            (options.flag("include_optional_metadata"), options.flag("include_status"))
        })
        .unwrap_or_default();
    fields.finish()?;
    let found = bank::institution(&institution_id).filter(|_| is_served(&country_codes));
    let Some(institution) = found else { return Err(ApiError::of("INVALID_INSTITUTION")) };
    let mut described = shape::institution(institution, metadata.unwrap_or_default());
    if status.unwrap_or_default() {
        let (word, success) = match institution.health {
            Health::Healthy => ("HEALTHY", 0.99),
            Health::Degraded => ("DEGRADED", 0.55),
            Health::Down => ("DOWN", 0.0),
        };
        let part = json!({
            "status": word,
            "last_status_change": call.now,
            "breakdown": {
                "success": success, "error_plaid": 0.0, "error_institution": 1.0 - success, "refresh_interval": "NORMAL",
            },
        });
        described["status"] = json!({ "item_logins": part, "transactions_updates": part });
    }
    Ok(json!({ "institution": described }))
}

pub(super) fn search(_: &mut Call<'_>, mut fields: Fields) -> Result<Value, ApiError> {
    fields.nullable(&["products"]);
    let query = fields.required_text("query");
    let country_codes = fields.required_texts("country_codes");
    let products = fields.texts("products").unwrap_or_default();
    let (oauth, metadata) = fields
        .object("options", |options| {
            options.nullable(&["oauth"]);
            options.pass_over(&["include_auth_metadata", "include_payment_initiation_metadata", "payment_initiation"]);
            (options.flag("oauth"), options.flag("include_optional_metadata"))
        })
        .unwrap_or_default();
    fields.finish()?;
    let fits = is_served(&country_codes) && products.iter().all(|name| bank::PRODUCTS.contains(&name.as_str()));
    let institutions: Vec<Value> = bank::search(&query)
        .filter(|institution| fits && oauth.is_none_or(|oauth| institution.oauth == oauth))
        .take(RESULTS_MAX)
        .map(|institution| shape::institution(institution, metadata.unwrap_or_default()))
        .collect();
    Ok(json!({ "institutions": institutions }))
}

fn is_served(country_codes: &[String]) -> bool {
    country_codes.iter().any(|code| bank::COUNTRIES.contains(&code.as_str()))
}
