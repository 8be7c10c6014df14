//! `/link/token/get`: what came of the hosted page, session by session.

use serde_json::{Value, json};

use super::{Call, error::ApiError, fields::Fields};
use crate::{
    bank,
    switches::Switches,
    world::{How, Item, LinkSession},
};

pub(super) fn get(call: &mut Call<'_>, mut fields: Fields) -> Result<Value, ApiError> {
    let token = fields.required_text("link_token");
    fields.finish()?;
    let (world, now) = (&*call.world, call.now);
    let known = world.link_tokens.iter().find(|link| link.token == token);
    let Some(link) = known.filter(|link| link.is_known(&world.switches, now)) else {
        return Err(ApiError::of("INVALID_LINK_TOKEN"));
    };
    let mut answer = json!({
        "link_token": link.token,
        "created_at": link.created_at,
        "expiration": link.expires_at,
        "metadata": {
            "initial_products": link.products,
            "webhook": link.webhook,
            "country_codes": link.country_codes,
            "language": link.language,
            "redirect_uri": link.redirect_uri,
            "client_name": link.client_name,
        },
    });
    let told: Vec<Value> = link
        .sessions
        .iter()
        .filter(|session| session.is_readable(&world.switches, now))
        .map(|session| session_body(session, &world.items, &world.switches))
        .collect();
    if !told.is_empty() {
        answer["link_sessions"] = Value::Array(told);
    }
    Ok(answer)
}

fn session_body(session: &LinkSession, items: &[Item], switches: &Switches) -> Value {
    let events: Vec<Value> = session
        .events
        .iter()
        .map(|event| {
            let metadata: serde_json::Map<_, _> =
                event.metadata.iter().map(|(key, value)| (key.clone(), json!(value))).collect();
            json!({ "event_id": event.id, "event_name": event.name, "timestamp": event.at, "event_metadata": metadata })
        })
        .collect();
    let mut body = json!({
        "link_session_id": session.id,
        "started_at": session.started_at,
        "finished_at": session.ending.as_ref().map(|ending| ending.at),
        "exit": null,
        "results": null,
    });
    if session.ending.is_some() || switches.events_during_session {
        body["events"] = Value::Array(events);
    }
    let Some(ending) = &session.ending else { return body };
    match &ending.how {
        How::Success { item_id, public_token } => {
            body["results"] = results(item_id, public_token.as_deref(), items, switches);
        }
        How::Exit { error, status, institution_id } => {
            let institution = institution_id.as_deref().and_then(bank::institution);
            let mut metadata = json!({
                "institution": institution.map(|bank| json!({ "name": bank.name, "institution_id": bank.id })),
                "link_session_id": session.id,
                "request_id": ending.request_id,
            });
            if let Some(status) = status {
                metadata["status"] = json!(status);
            }
            let error = error.as_deref().map(|code| ApiError::of(code).to_json());
            body["exit"] = json!({ "error": error, "metadata": metadata });
        }
    }
    body
}

/// Empty but for new Items, and for an update where it is switched so.
fn results(item_id: &str, public_token: Option<&str>, items: &[Item], switches: &Switches) -> Value {
    let item = items.iter().find(|item| item.id == item_id);
    let added: Vec<Value> = public_token
        .zip(item)
        .map(|(public_token, item)| {
            let accounts: Vec<Value> = item
                .granted()
                .map(|(account, grant)| {
                    let at_bank = &account.at_bank;
                    json!({
                        "id": grant.account_id,
                        "name": at_bank.name,
                        "mask": at_bank.mask,
                        "type": at_bank.kind,
                        "subtype": at_bank.subtype.as_deref().unwrap_or(&at_bank.kind),
                        "verification_status": null,
                        "class_type": null,
                    })
                })
                .collect();
            let bank = || json!({ "name": item.bank().name, "institution_id": item.institution_id });
            let institution = switches.bank_in_results.then(bank);
            json!({ "public_token": public_token, "accounts": accounts, "institution": institution })
        })
        .into_iter()
        .collect();
    json!({
        "item_add_results": added,
        "cra_item_add_results": [],
        "cra_update_results": [],
        "bank_income_results": [],
        "payroll_income_results": [],
        "document_income_results": null,
    })
}
