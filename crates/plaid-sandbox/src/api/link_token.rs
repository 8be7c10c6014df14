//! `/link/token/create`: asking for a link token and the address of its hosted page.

use jiff::SignedDuration;
use serde_json::{Value, json};

use super::{Call, error::ApiError, fields::Fields, user};
use crate::{
    bank,
    world::{LinkToken, Purpose},
};

/// How many days of transactions an Item has unless the client says otherwise.
pub(super) const DAYS_REQUESTED: u16 = 90;

const CLIENT_NAME_MAX: usize = 30;
const URL_LIFETIME_MAX_S: i64 = 21 * 24 * 60 * 60;
const LANGUAGES: [&str; 16] =
    ["da", "de", "en", "es", "et", "fr", "hi", "it", "lt", "lv", "nl", "no", "pl", "pt", "ro", "sv"];
const COUNTRIES: [&str; 20] = [
    "US", "GB", "ES", "NL", "FR", "IE", "CA", "DE", "IT", "PL", "DK", "NO", "SE", "EE", "LT", "LV", "PT", "BE", "AT",
    "FI",
];
/// Only here can accounts be selected in update mode.
const COUNTRIES_WITH_SELECTION: [&str; 2] = ["US", "CA"];

/// Fields that Plaid knows and that make no difference here.
const PASSED_OVER: [&str; 32] = [
    "account_filters",
    "additional_consented_products",
    "android_package_name",
    "appearance_mode",
    "auth",
    "base_report",
    "card_switch",
    "cashflow_report",
    "consumer_report_permissible_purpose",
    "cra_enabled",
    "cra_options",
    "credit_partner_insights",
    "employment",
    "enable_multi_item_link",
    "eu_config",
    "financekit_supported",
    "identity",
    "identity_verification",
    "income_verification",
    "institution_data",
    "investments",
    "investments_auth",
    "link_customization_name",
    "optional_products",
    "payment_configuration",
    "payment_initiation",
    "required_if_supported_products",
    "statements",
    "third_party_user_token",
    "transfer",
    "user_token",
    "access_tokens",
];

/// What the request asks for.
struct Request {
    client_name: String,
    language: String,
    country_codes: Vec<String>,
    products: Option<Vec<String>>,
    webhook: Option<String>,
    redirect_uri: Option<String>,
    access_token: Option<String>,
    institution_id: Option<String>,
    user_id: Option<String>,
    hosted: Option<Hosted>,
    select_accounts: Option<bool>,
    days_requested: Option<u16>,
}

/// The hosted page that is asked for.
struct Hosted {
    completion_redirect_uri: Option<String>,
    lifetime: Option<SignedDuration>,
}

pub(super) fn create(call: &mut Call<'_>, fields: Fields) -> Result<Value, ApiError> {
    let request = read(fields)?;
    let purpose = purpose(call, &request)?;
    user::check_named(call.world, request.user_id.as_deref())?;
    let (world, now) = (&mut *call.world, call.now);
    let lifetime = match (&purpose, &request.hosted) {
        (Purpose::Update { .. }, _) => LinkToken::LIFETIME,
        (Purpose::NewItem { .. }, Some(hosted)) => hosted.lifetime.unwrap_or(LinkToken::LIFETIME),
        (Purpose::NewItem { .. }, None) => LinkToken::LIFETIME_UNHOSTED,
    };
    let link = LinkToken {
        token: world.ids.token("link"),
        page_id: world.ids.base62(),
        hosted: request.hosted.is_some(),
        created_at: now,
        expires_at: now + lifetime,
        client_name: request.client_name,
        language: request.language,
        country_codes: request.country_codes,
        products: request.products.unwrap_or_default(),
        webhook: request.webhook,
        redirect_uri: request.redirect_uri,
        completion_redirect_uri: request.hosted.and_then(|hosted| hosted.completion_redirect_uri),
        purpose,
        user_id: request.user_id,
        sessions: Vec::new(),
    };
    let mut answer = json!({ "link_token": link.token, "expiration": link.expires_at });
    if link.hosted {
        let page = if world.switches.hostile_page { "control/hostile" } else { "hl" };
        answer["hosted_link_url"] = json!(format!("{}/{page}/{}", call.base_url, link.page_id));
    }
    if let Some(user_id) = &link.user_id {
        answer["user_id"] = json!(user_id);
    }
    world.link_tokens.push(link);
    Ok(answer)
}

/// The products that the simulator serves.
pub(super) fn check_products(products: &[String]) -> Result<(), ApiError> {
    let served = products.iter().all(|name| bank::PRODUCTS.contains(&name.as_str()));
    if served { Ok(()) } else { Err(ApiError::of("INVALID_PRODUCT")) }
}

pub(super) fn days_requested(transactions: &mut Fields) -> u16 {
    let days = transactions.integer("days_requested", 1..=730);
    days.and_then(|days| u16::try_from(days).ok()).unwrap_or(DAYS_REQUESTED)
}

fn read(mut fields: Fields) -> Result<Request, ApiError> {
    fields.nullable(&["products", "access_token"]);
    fields.pass_over(&PASSED_OVER);
    let request = Request {
        client_name: fields.required_text("client_name"),
        language: fields.required_text("language"),
        country_codes: fields.required_texts("country_codes"),
        products: fields.texts("products"),
        webhook: fields.text("webhook"),
        redirect_uri: fields.text("redirect_uri"),
        access_token: fields.text("access_token"),
        institution_id: fields.text("institution_id"),
        user_id: fields.text("user_id"),
        hosted: fields.object("hosted_link", read_hosted),
        select_accounts: fields.object("update", |update| {
            update.pass_over(&["reauthorization_enabled", "user", "item_ids"]);
            update.flag("account_selection_enabled").unwrap_or_default()
        }),
        days_requested: fields.object("transactions", days_requested),
    };
    if request.client_name.chars().count() > CLIENT_NAME_MAX {
        fields.refuse::<()>("client_name", "must be at most 30 characters");
    }
    if !request.language.is_empty() && !LANGUAGES.contains(&request.language.as_str()) {
        fields.refuse::<()>("language", "is not supported");
    }
    if !request.country_codes.iter().all(|code| COUNTRIES.contains(&code.as_str())) {
        fields.refuse::<()>("country_codes", "has a country that is not supported");
    }
    let user = fields.object("user", |user| {
        user.pass_over(&[
            "legal_name",
            "name",
            "phone_number",
            "phone_number_verified_time",
            "email_address",
            "email_address_verified_time",
            "ssn",
            "date_of_birth",
            "address",
            "id_number",
        ]);
        user.required_text("client_user_id");
    });
    // Either of them says who it is; both may.
    if user.is_none() && request.user_id.is_none() {
        fields.miss("user");
    }
    refuse_contradictions(&mut fields, &request);
    fields.finish()?;
    Ok(request)
}

fn read_hosted(hosted: &mut Fields) -> Hosted {
    hosted.pass_over(&["delivery_method", "is_mobile_app"]);
    let completion_redirect_uri = hosted.text("completion_redirect_uri");
    if completion_redirect_uri.as_deref().is_some_and(|uri| url::Url::parse(uri).is_err()) {
        hosted.refuse::<()>("completion_redirect_uri", "must be a URI");
    }
    let lifetime = hosted.integer("url_lifetime_seconds", 1..=URL_LIFETIME_MAX_S).map(SignedDuration::from_secs);
    Hosted { completion_redirect_uri, lifetime }
}

/// What can't be together, in a new Item or in an update.
fn refuse_contradictions(fields: &mut Fields, request: &Request) {
    let can_select = |code: &String| COUNTRIES_WITH_SELECTION.contains(&code.as_str());
    match (&request.access_token, &request.products) {
        (Some(_), Some(products)) if !products.is_empty() => {
            fields.refuse::<()>("products", "must not be given together with access_token");
        }
        (None, None) => fields.miss("products"),
        (None, Some(products)) if products.is_empty() => fields.miss("products"),
        (Some(_) | None, Some(_)) | (Some(_), None) => {}
    }
    match request.select_accounts {
        Some(_) if request.access_token.is_none() => {
            fields.refuse::<()>("update", "must not be given without access_token");
        }
        Some(true) if !request.country_codes.iter().all(can_select) => {
            fields.refuse::<()>("update.account_selection_enabled", "is available in the US and CA only");
        }
        Some(_) | None => {}
    }
}

fn purpose(call: &mut Call<'_>, request: &Request) -> Result<Purpose, ApiError> {
    if let Some(access_token) = &request.access_token {
        let item_id = call.item(access_token)?.id.clone();
        return Ok(Purpose::Update { item_id, select_accounts: request.select_accounts.unwrap_or_default() });
    }
    check_products(request.products.as_deref().unwrap_or_default())?;
    let institution_id = request.institution_id.clone();
    if institution_id.as_deref().is_some_and(|id| bank::institution(id).is_none()) {
        return Err(ApiError::of("INVALID_INSTITUTION"));
    }
    Ok(Purpose::NewItem { institution_id, days_requested: request.days_requested.unwrap_or(DAYS_REQUESTED) })
}
