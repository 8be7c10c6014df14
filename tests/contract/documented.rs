//! What Plaid documents: a validator for each request and each answer, made from the schema.
//!
//! The schema leaves every object open, because Plaid adds fields at any time. Here every object is closed: Plaid refuses
//! a request with a field that it does not know, and an answer of the simulator has no business inventing one.

use std::{collections::BTreeMap, fs, path::Path};

use jsonschema::Validator;
use libtest_mimic::Failed;
use plaid_sandbox::Exchange;
use serde_json::{Map, Value, json};

/// What Plaid documents of its endpoints.
pub struct Documented {
    endpoints: BTreeMap<String, Endpoint>,
    error: Validator,
}

struct Endpoint {
    request: Validator,
    answer: Validator,
}

impl Documented {
    pub fn read(path: &Path) -> Result<Self, Failed> {
        let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let mut schema: Value = serde_json::from_str(&text)?;
        let definitions = close_each(schema["$defs"].take());
        let validator = |root: &Value| closed_validator(root, &definitions);

        let mut endpoints = BTreeMap::new();
        for (path, endpoint) in schema["endpoints"].as_object().ok_or("the schema has no endpoints")? {
            let endpoint =
                Endpoint { request: validator(&endpoint["request"])?, answer: validator(&endpoint["response"])? };
            endpoints.insert(path.clone(), endpoint);
        }
        Ok(Self { endpoints, error: validator(&schema["error"])? })
    }

    /// Fails where the request or the answer is not what Plaid documents, and says what is wrong.
    pub fn check(&self, exchange: &Exchange) -> Result<(), Failed> {
        let problems = [self.problems_of_request(exchange), self.problems_of_answer(exchange)].concat();
        if problems.is_empty() { Ok(()) } else { Err(problems.join("\n").into()) }
    }

    pub fn problems_of_request(&self, exchange: &Exchange) -> Vec<String> {
        match self.endpoints.get(&exchange.endpoint) {
            Some(endpoint) => problems(&endpoint.request, &exchange.request, &format!("{} request", exchange.endpoint)),
            None => vec![format!("Plaid has no endpoint {}", exchange.endpoint)],
        }
    }

    pub fn problems_of_answer(&self, exchange: &Exchange) -> Vec<String> {
        let Exchange { endpoint, status, response, .. } = exchange;
        let what = format!("{endpoint} answer ({status})");
        let mut found = match (status, self.endpoints.get(endpoint)) {
            (200, Some(documented)) => problems(&documented.answer, response, &what),
            (200, None) => vec![format!("{what}: Plaid has no such endpoint")],
            _ => problems(&self.error, response, &what),
        };
        // The schema can't say this of errors, which it uses inside of answers too.
        if response["request_id"].as_str().is_none_or(str::is_empty) {
            found.push(format!("{what}: it has no request_id"));
        }
        found
    }
}

fn problems(validator: &Validator, instance: &Value, what: &str) -> Vec<String> {
    validator.iter_errors(instance).map(|error| format!("{what}, at `{}`: {error}", error.instance_path())).collect()
}

fn closed_validator(root: &Value, definitions: &Value) -> Result<Validator, Failed> {
    let mut schema = root.clone();
    seal(&mut schema);
    schema["$defs"] = definitions.clone();
    let options = jsonschema::options().should_validate_formats(true).should_ignore_unknown_formats(true);
    Ok(options.build(&schema)?)
}

fn close_each(mut definitions: Value) -> Value {
    for definition in definitions.as_object_mut().into_iter().flat_map(Map::values_mut) {
        close(definition);
    }
    definitions
}

/// Closes whatever objects the schema finds inside of the value that it describes. The value itself is closed by who
/// uses the schema, because it can be described in several parts.
fn close(schema: &mut Value) {
    let Some(keywords) = schema.as_object_mut() else { return };
    if keywords.get("additionalProperties") == Some(&json!(true)) {
        keywords.remove("additionalProperties");
    }
    for (keyword, value) in keywords {
        match keyword.as_str() {
            "properties" => {
                for property in value.as_object_mut().into_iter().flat_map(Map::values_mut) {
                    seal(property);
                    close(property);
                }
            }
            "items" => {
                seal(value);
                close(value);
            }
            "allOf" | "anyOf" | "oneOf" => {
                for part in value.as_array_mut().into_iter().flatten() {
                    close(part);
                }
            }
            _ => {}
        }
    }
}

/// Refuses properties that no part of the schema knows. A schema that says nothing of properties stays as it is.
fn seal(schema: &mut Value) {
    let Some(keywords) = schema.as_object_mut() else { return };
    if ["$ref", "properties", "allOf", "anyOf", "oneOf"].iter().any(|keyword| keywords.contains_key(*keyword)) {
        keywords.insert("unevaluatedProperties".to_owned(), json!(false));
    }
}
