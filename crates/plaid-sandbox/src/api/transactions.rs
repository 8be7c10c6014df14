//! `/transactions/sync` and `/transactions/refresh`: what came, changed or went between two moments.
//!
//! A cursor says between which moments a reading lies, whose it is, and how far it has come. Where the transactions change
//! while they are read page by page, the reading breaks and has to begin again at the cursor of its first page.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Call, accounts::check_health, error::ApiError, fields::Fields, shape, transaction};
use crate::world::{Change, Item, Key, Moment, Terms, World};

const COUNT: usize = 100;
const COUNT_MAX: i64 = 500;

/// Fields that Plaid knows and that make no difference here.
const PASSED_OVER: [&str; 4] = [
    "include_personal_finance_category",
    "include_logo_and_counterparty_beta",
    "personal_finance_category_version",
    "days_requested",
];

pub(super) fn refresh(call: &mut Call<'_>, mut fields: Fields) -> Result<Value, ApiError> {
    let access_token = fields.required_text("access_token");
    fields.finish()?;
    let item = call.item(&access_token)?;
    check_health(item)?;
    item.refresh();
    Ok(json!({}))
}

/// What a page is asked for with.
struct Request {
    access_token: String,
    cursor: Option<String>,
    count: usize,
    account_id: Option<String>,
    with_original: bool,
}

impl Request {
    fn read(mut fields: Fields) -> Result<Self, ApiError> {
        let access_token = fields.required_text("access_token");
        let cursor = fields.text_or_empty("cursor").filter(|cursor| !cursor.is_empty());
        let count = fields.integer("count", 1..=COUNT_MAX).and_then(|count| usize::try_from(count).ok());
        let options = fields.object("options", |options| {
            options.pass_over(&PASSED_OVER);
            options.nullable(&["include_original_description"]);
            (options.text("account_id"), options.flag("include_original_description"))
        });
        fields.finish()?;
        let (account_id, with_original) = options.unwrap_or_default();
        let (count, with_original) = (count.unwrap_or(COUNT), with_original.unwrap_or_default());
        Ok(Self { access_token, cursor, count, account_id, with_original })
    }
}

pub(super) fn sync(call: &mut Call<'_>, fields: Fields) -> Result<Value, ApiError> {
    let request = Request::read(fields)?;
    let now = call.now;
    let ready_after = call.world.switches.transactions_ready_after();
    let terms = Terms { seed: call.world.ids.seed(), history_after: call.world.switches.history_ready_after() };
    let item = call.item(&request.access_token)?;
    check_health(item)?;
    if now < item.created_at + ready_after {
        return Ok(page(item, terms, now, Lists::default(), ("NOT_READY", String::new(), false)));
    }
    let cursor = match &request.cursor {
        Some(cursor) => Cursor::read(cursor, item).ok_or_else(|| {
            ApiError::with_message("INVALID_FIELD", "cursor not associated with access_token".to_owned())
        })?,
        None => Cursor { from: None, to: None, offset: 0, page: 1 },
    };
    if let Some(to) = cursor.to {
        check_unchanged(item, terms, &request, (cursor.page, to), now)?;
    }
    let item_id = item.id.clone();
    Ok(answer(call.world, terms, &request, &cursor, (&item_id, now)))
}

/// Whether the reading can go on: whether it is still about the same transactions as on its first page.
fn check_unchanged(
    item: &mut Item,
    terms: Terms,
    request: &Request,
    (page, to): (usize, Moment),
    now: Timestamp,
) -> Result<(), ApiError> {
    let is_broken = item.breaks.strike(page);
    let present = item.moment(now);
    let only = request.account_id.as_deref();
    let has_changed = || present != to && item.changes(terms, only, Some(to), present).count() > 0;
    if is_broken || present.revision != to.revision || has_changed() {
        return Err(ApiError::of("TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION"));
    }
    Ok(())
}

fn answer(
    world: &mut World,
    terms: Terms,
    request: &Request,
    cursor: &Cursor,
    (item_id, now): (&str, Timestamp),
) -> Value {
    let World { items, readings, .. } = world;
    let item = items.iter().find(|item| item.id == item_id).expect("the Item of the token is there");
    let to = cursor.to.unwrap_or_else(|| item.moment(now));
    let only = request.account_id.clone();
    let key = Key { item_id: item_id.to_owned(), only: only.clone(), from: cursor.from, to };
    let changes = readings.of(key, || item.changes(terms, only.as_deref(), cursor.from, to));
    let end = changes.count().min(cursor.offset.saturating_add(request.count));
    let has_more = end < changes.count();
    let next = if has_more {
        Cursor { from: cursor.from, to: Some(to), offset: end, page: cursor.page + 1 }
    } else {
        Cursor { from: Some(to), to: None, offset: 0, page: 1 }
    };
    let part = changes.part(item, cursor.offset, end.saturating_sub(cursor.offset));
    let lists = Lists::of(item, terms.seed, &part, request.with_original);
    let is_whole = item.has_history(terms, to.at);
    let status = if is_whole { "HISTORICAL_UPDATE_COMPLETE" } else { "INITIAL_UPDATE_COMPLETE" };
    page(item, terms, now, lists, (status, next.write(item), has_more))
}

/// How far a reading has come: between which moments it lies, where it goes on, and the number of its next page. While `to` is
/// open the reading has not begun.
struct Cursor {
    from: Option<Moment>,
    to: Option<Moment>,
    offset: usize,
    page: usize,
}

impl Cursor {
    fn write(&self, item: &Item) -> String {
        let moment = |moment: Option<Moment>| {
            moment.map(|moment| format!("{}-{}", moment.at.as_millisecond(), moment.revision)).unwrap_or_default()
        };
        format!("{}.{}.{}.{}.{}", item.id, moment(self.from), moment(self.to), self.offset, self.page)
    }

    /// `None` if the cursor is none, or another Item's.
    fn read(cursor: &str, item: &Item) -> Option<Self> {
        let moment = |text: &str| match text.rsplit_once('-') {
            None if text.is_empty() => Some(None),
            None => None,
            Some((at, revision)) => {
                let at = Timestamp::from_millisecond(at.parse().ok()?).ok()?;
                Some(Some(Moment { at, revision: revision.parse().ok()? }))
            }
        };
        match cursor.split('.').collect::<Vec<_>>()[..] {
            [item_id, from, to, offset, page] if item_id == item.id => Some(Self {
                from: moment(from)?,
                to: moment(to)?,
                offset: offset.parse().ok()?,
                page: page.parse().ok()?,
            }),
            _ => None,
        }
    }
}

/// The three lists of a page.
#[derive(Default)]
struct Lists {
    added: Vec<Value>,
    modified: Vec<Value>,
    removed: Vec<Value>,
}

impl Lists {
    fn of(item: &Item, seed: u64, changes: &[Change], with_original: bool) -> Self {
        let mut lists = Self::default();
        for change in changes {
            let (Change::Added(place, face) | Change::Modified(place, face) | Change::Removed(place, face)) = change;
            let account = &item.accounts[*place];
            let Some(grant) = &account.grant else { continue };
            let body = || transaction::body(seed, account, grant, face, with_original);
            match change {
                Change::Added(..) => lists.added.push(body()),
                Change::Modified(..) => lists.modified.push(body()),
                Change::Removed(..) => lists.removed.push(transaction::removed(seed, grant, face)),
            }
        }
        lists
    }
}

fn page(
    item: &Item,
    terms: Terms,
    now: Timestamp,
    lists: Lists,
    (status, next_cursor, has_more): (&str, String, bool),
) -> Value {
    json!({
        "transactions_update_status": status,
        "accounts": shape::accounts(item, terms.seed, now),
        "added": Value::Array(lists.added),
        "modified": Value::Array(lists.modified),
        "removed": Value::Array(lists.removed),
        "next_cursor": next_cursor,
        "has_more": has_more,
    })
}
