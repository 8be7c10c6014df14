//! `/user/…`: a user of the client, and the Items that were made under it. Not every client of Plaid has these.

use serde_json::{Value, json};

use super::{Call, error::ApiError, fields::Fields, shape};
use crate::world::World;

const CLIENT_USER_ID_MAX: usize = 128;

pub(super) fn create(call: &mut Call<'_>, mut fields: Fields) -> Result<Value, ApiError> {
    fields.pass_over(&["identity", "consumer_report_user_identity", "end_customer"]);
    fields.flag("with_upgraded_user");
    let client_user_id = fields.required_text("client_user_id");
    if client_user_id.chars().count() > CLIENT_USER_ID_MAX {
        fields.refuse::<()>("client_user_id", "must be at most 128 characters");
    }
    fields.finish()?;
    check_authorized(call.world)?;
    Ok(json!({ "user_id": call.world.create_user(&client_user_id) }))
}

pub(super) fn items(call: &mut Call<'_>, mut fields: Fields) -> Result<Value, ApiError> {
    let user_id = fields.required_text("user_id");
    fields.finish()?;
    check_authorized(call.world)?;
    check_known(call.world, &user_id)?;
    let items: Vec<Value> = call.world.items_of(&user_id).map(shape::item).collect();
    Ok(json!({ "items": items }))
}

pub(super) fn remove_items(call: &mut Call<'_>, mut fields: Fields) -> Result<Value, ApiError> {
    let user_id = fields.required_text("user_id");
    let item_ids = fields.required_texts("item_ids");
    fields.finish()?;
    check_authorized(call.world)?;
    check_known(call.world, &user_id)?;
    match call.world.remove_items_of(&user_id, &item_ids) {
        Ok(()) => Ok(json!({})),
        Err(_) => Err(ApiError::of("ITEM_NOT_FOUND")),
    }
}

/// The user that a link token or an Item is made for.
pub(super) fn check_named(world: &World, user_id: Option<&str>) -> Result<(), ApiError> {
    let Some(user_id) = user_id else { return Ok(()) };
    if world.switches.user_api {
        check_known(world, user_id)
    } else {
        Err(ApiError::with_message("INVALID_FIELD", "user_id is not enabled for this client".to_owned()))
    }
}

fn check_authorized(world: &World) -> Result<(), ApiError> {
    if world.switches.user_api { Ok(()) } else { Err(ApiError::of("INVALID_PRODUCT")) }
}

fn check_known(world: &World, user_id: &str) -> Result<(), ApiError> {
    if world.has_user(user_id) { Ok(()) } else { Err(ApiError::of("USER_NOT_FOUND")) }
}
