//! Whether these tests would notice: what is right is bent in every place, one by one.

use libtest_mimic::Failed;
use plaid_sandbox::Exchange;
use serde_json::{Value, json};

use crate::{
    Test, calls,
    documented::Documented,
    world::{World, run},
};

pub const TESTS: &[(&str, Test)] = &[
    ("a_field_that_plaid_does_not_know_is_noticed_wherever_it_stands", undeclared_fields),
    ("a_number_in_the_place_of_a_text_is_noticed_wherever_it_stands", wrong_types),
];

fn undeclared_fields(documented: &Documented) -> Result<(), Failed> {
    let plant = |value: &mut Value| {
        let Some(fields) = value.as_object_mut() else { return false };
        fields.insert("a_field_of_nowhere".to_owned(), json!(1));
        true
    };
    every_change_is_noticed(documented, plant)
}

fn wrong_types(documented: &Documented) -> Result<(), Failed> {
    let bend = |value: &mut Value| {
        let is_text = value.is_string();
        if is_text {
            *value = json!(4.5);
        }
        is_text
    };
    every_change_is_noticed(documented, bend)
}

/// Applies `change` to one place after the other in every request and answer. It tells whether it changed something.
fn every_change_is_noticed(documented: &Documented, change: impl Fn(&mut Value) -> bool) -> Result<(), Failed> {
    run(async {
        let world = World::start().await?;
        calls::walk(&world).await?;
        for exchange in world.sandbox.exchanges() {
            for pointer in places(&exchange.request) {
                let mut bent = exchange.clone();
                if bent.request.pointer_mut(&pointer).is_some_and(&change) {
                    assert_noticed(&documented.problems_of_request(&bent), &exchange, "request", &pointer)?;
                }
            }
            for pointer in places(&exchange.response) {
                let mut bent = exchange.clone();
                if bent.response.pointer_mut(&pointer).is_some_and(&change) {
                    assert_noticed(&documented.problems_of_answer(&bent), &exchange, "answer", &pointer)?;
                }
            }
        }
        Ok(())
    })
}

fn assert_noticed(problems: &[String], exchange: &Exchange, what: &str, pointer: &str) -> Result<(), Failed> {
    if problems.is_empty() {
        return Err(format!("a change at `{pointer}` in the {what} of {} went unnoticed", exchange.endpoint).into());
    }
    Ok(())
}

/// The JSON pointers of a value and of everything in it.
fn places(value: &Value) -> Vec<String> {
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), value)).collect(),
        Value::Array(values) => values.iter().enumerate().map(|(index, value)| (index.to_string(), value)).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    };
    let below = inner.into_iter().flat_map(|(step, value)| {
        places(value).into_iter().map(move |rest| format!("/{}{rest}", step.replace('~', "~0").replace('/', "~1")))
    });
    std::iter::once(String::new()).chain(below).collect()
}
