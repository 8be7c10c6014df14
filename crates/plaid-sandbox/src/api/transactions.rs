//! `/transactions/sync`: what came, changed or went between two moments.
//!
//! Nothing is stored for it. What an account shows at a moment follows from its history and the time: a transaction
//! is pending at first, then gone, and back under another id as posted; the name of its merchant comes a day later. A page is
//! the difference between two moments, and the cursor says which, for whom, and how far the reading has come.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp, ToSpan, tz::TimeZone};
use serde_json::{Value, json};

use super::{Call, accounts::check_health, error::ApiError, fields::Fields, shape};
use crate::{
    bank::{self, Line},
    seed::lasting_id,
    world::{Grant, Item, ItemAccount},
};

const COUNT: usize = 100;
const COUNT_MAX: i64 = 500;

/// Fields that Plaid knows and that make no difference here.
const PASSED_OVER: [&str; 5] = [
    "include_original_description",
    "include_personal_finance_category",
    "include_logo_and_counterparty_beta",
    "personal_finance_category_version",
    "days_requested",
];

/// How long a transaction is pending.
const PENDING_FOR: SignedDuration = SignedDuration::from_hours(48);
/// How long after that it carries the name of its merchant.
const RENAMED_AFTER: SignedDuration = SignedDuration::from_hours(24);

pub(super) fn sync(call: &mut Call<'_>, mut fields: Fields) -> Result<Value, ApiError> {
    let access_token = fields.required_text("access_token");
    let cursor = fields.text_or_empty("cursor").filter(|cursor| !cursor.is_empty());
    let count = fields.integer("count", 1..=COUNT_MAX).and_then(|count| usize::try_from(count).ok());
    let account_id = fields
        .object("options", |options| {
            options.pass_over(&PASSED_OVER);
            options.text("account_id")
        })
        .flatten();
    fields.finish()?;
    let (seed, now) = (call.world.ids.seed(), call.now);
    let ready_after = call.world.switches.transactions_ready_after();
    let item = call.item(&access_token)?;
    check_health(item)?;
    if now < item.created_at + ready_after {
        return Ok(page("NOT_READY", item, &[], "", false));
    }
    let window = match cursor {
        Some(cursor) => Window::read(&cursor, item).ok_or_else(|| {
            ApiError::with_message("INVALID_FIELD", "cursor not associated with access_token".to_owned())
        })?,
        None => Window { from: None, to: None, offset: 0 },
    };
    let to = window.to.unwrap_or(now);
    let changes = changes(seed, item, account_id.as_deref(), window.from, to);
    let rest = changes.get(window.offset..).unwrap_or_default();
    let count = rest.len().min(count.unwrap_or(COUNT));
    let has_more = count < rest.len();
    let next = if has_more {
        Window { from: window.from, to: Some(to), offset: window.offset + count }
    } else {
        Window { from: Some(to), to: None, offset: 0 }
    };
    Ok(page("HISTORICAL_UPDATE_COMPLETE", item, &rest[..count], &next.write(item), has_more))
}

/// Between which moments a page lies, and how much of it was read. A cursor is this, and whose it is.
struct Window {
    from: Option<Timestamp>,
    to: Option<Timestamp>,
    offset: usize,
}

impl Window {
    fn write(&self, item: &Item) -> String {
        let time = |time: Option<Timestamp>| time.map(|time| time.as_millisecond().to_string()).unwrap_or_default();
        format!("{}.{}.{}.{}", item.id, time(self.from), time(self.to), self.offset)
    }

    /// `None` if the cursor is none, or another Item's.
    fn read(cursor: &str, item: &Item) -> Option<Self> {
        let time = |text: &str| match text {
            "" => Some(None),
            text => Some(Some(Timestamp::from_millisecond(text.parse().ok()?).ok()?)),
        };
        match cursor.split('.').collect::<Vec<_>>()[..] {
            [item_id, from, to, offset] if item_id == item.id => {
                Some(Self { from: time(from)?, to: time(to)?, offset: offset.parse().ok()? })
            }
            _ => None,
        }
    }
}

/// One line of a page.
enum Change {
    Added(Value),
    Modified(Value),
    Removed(Value),
}

/// Everything that differs between two moments, account by account. Before the first moment there was nothing.
fn changes(seed: u64, item: &Item, only: Option<&str>, from: Option<Timestamp>, to: Timestamp) -> Vec<Change> {
    let mut changes = Vec::new();
    for (account, grant) in item.granted().filter(|(_, grant)| only.is_none_or(|only| only == grant.account_id)) {
        // An account that was granted since then is new as a whole.
        let from = from.filter(|from| grant.granted_at <= *from);
        let before = from.map(|from| shown(seed, item, account, grant, from)).unwrap_or_default();
        let after = shown(seed, item, account, grant, to);
        for (id, body) in &after {
            match before.get(id) {
                None => changes.push(Change::Added(body.clone())),
                Some(earlier) if earlier != body => changes.push(Change::Modified(body.clone())),
                Some(_) => {}
            }
        }
        for id in before.keys().filter(|id| !after.contains_key(*id)) {
            changes.push(Change::Removed(json!({ "transaction_id": id, "account_id": grant.account_id })));
        }
    }
    changes
}

/// The transactions that an account shows at a moment, by their ids.
fn shown(seed: u64, item: &Item, account: &ItemAccount, grant: &Grant, at: Timestamp) -> BTreeMap<String, Value> {
    let day = |time: Timestamp| time.to_zoned(TimeZone::UTC).date();
    let first = day(item.created_at).saturating_sub(i64::from(item.days_requested).days());
    let owner = (item.institution_id.as_str(), item.username.as_str());
    let lines = bank::history(seed, owner, &account.at_bank, first, day(at));
    let bodies = lines.iter().filter_map(|line| {
        let happened = line.date.to_datetime(line.time).to_zoned(TimeZone::UTC).ok()?.timestamp();
        (happened <= at).then(|| transaction(seed, account, grant, line, at.duration_since(happened)))
    });
    bodies.collect()
}

/// A transaction of a certain age, and its id.
fn transaction(seed: u64, account: &ItemAccount, grant: &Grant, line: &Line, age: SignedDuration) -> (String, Value) {
    let pending_id = lasting_id(seed, &[&grant.account_id, &line.key, "pending"]);
    let posted_id = lasting_id(seed, &[&grant.account_id, &line.key, "posted"]);
    let is_pending = age < PENDING_FOR && account.at_bank.transactions.is_none();
    let is_renamed = age >= PENDING_FOR + RENAMED_AFTER;
    let (id, pending_transaction_id) = if is_pending { (pending_id, None) } else { (posted_id, Some(pending_id)) };
    let body = json!({
        "transaction_id": id,
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
        "merchant_name": line.merchant.filter(|_| is_renamed),
        "pending": is_pending,
        "pending_transaction_id": pending_transaction_id,
        "payment_channel": line.channel,
        "transaction_code": null,
        "check_number": null,
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
            "reference_number": null, "ppd_id": null, "payee": null, "by_order_of": null,
            "payer": null, "payment_method": null, "payment_processor": null, "reason": null,
        },
    });
    (id, body)
}

fn page(status: &str, item: &Item, changes: &[Change], next_cursor: &str, has_more: bool) -> Value {
    let (mut added, mut modified, mut removed) = (Vec::new(), Vec::new(), Vec::new());
    for change in changes {
        match change {
            Change::Added(body) => added.push(body),
            Change::Modified(body) => modified.push(body),
            Change::Removed(body) => removed.push(body),
        }
    }
    let accounts: Vec<Value> = item.granted().map(|(account, grant)| shape::account(account, grant)).collect();
    json!({
        "transactions_update_status": status,
        "accounts": accounts,
        "added": added,
        "modified": modified,
        "removed": removed,
        "next_cursor": next_cursor,
        "has_more": has_more,
    })
}
