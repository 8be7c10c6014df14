//! The JSON of a transaction.

use serde_json::{Value, json};

use crate::world::{Face, Grant, ItemAccount};

/// A transaction as the client sees it. The bank's own text is told only where it was asked for.
pub(super) fn body(seed: u64, account: &ItemAccount, grant: &Grant, face: &Face, with_original: bool) -> Value {
    let line = &face.line;
    json!({
        "transaction_id": face.id(seed, &grant.account_id),
        "account_id": grant.account_id,
        "account_owner": null,
        "amount": line.amount.to_json(),
        "iso_currency_code": account.at_bank.currency,
        "unofficial_currency_code": null,
        "date": line.date,
        "datetime": null,
        "authorized_date": line.date,
        "authorized_datetime": null,
        "name": line.name,
        "merchant_name": line.merchant,
        "original_description": with_original.then(|| line.original.as_ref().unwrap_or(&line.name)),
        "pending": face.pending,
        "pending_transaction_id": face.pending_id(seed, &grant.account_id),
        "payment_channel": line.channel,
        "transaction_code": null,
        "check_number": line.check_number,
        "category": null,
        "category_id": null,
        "counterparties": [],
        "personal_finance_category": {
            "primary": line.category.0, "detailed": line.category.1, "confidence_level": "HIGH",
        },
        "location": {
            "address": null, "city": null, "region": null, "postal_code": null,
            "country": null, "lat": null, "lon": null, "store_number": null,
        },
        "payment_meta": {
            "reference_number": line.reference, "ppd_id": null, "payee": null, "by_order_of": null,
            "payer": null, "payment_method": null, "payment_processor": null, "reason": null,
        },
    })
}

/// One that is gone.
pub(super) fn removed(seed: u64, grant: &Grant, face: &Face) -> Value {
    json!({ "transaction_id": face.id(seed, &grant.account_id), "account_id": grant.account_id })
}
