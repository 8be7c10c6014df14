//! Reading a request strictly. Each field is read once, by name; what is left over is unknown to the endpoint.
//!
//! Problems are gathered while reading and told together by `finish`, so that an endpoint reads all its fields
//! before it does anything.

use serde_json::{Map, Value};

use super::error::ApiError;

/// The fields of a request, or of an object in it.
#[derive(Debug)]
pub(super) struct Fields {
    path: String,
    left: Map<String, Value>,
    problems: Problems,
}

#[derive(Debug, Default)]
struct Problems {
    unknown: Vec<String>,
    missing: Vec<String>,
    invalid: Vec<String>,
}

impl Fields {
    pub(super) fn of(body: &[u8]) -> Result<Self, ApiError> {
        match serde_json::from_slice(body) {
            Ok(Value::Object(fields)) => Ok(Self::within(String::new(), fields)),
            Ok(_) | Err(_) => Err(ApiError::of("INVALID_BODY")),
        }
    }

    /// Fields that Plaid knows and that make no difference here.
    pub(super) fn pass_over(&mut self, names: &[&str]) {
        for name in names {
            self.left.remove(*name);
        }
    }

    /// Fields that may be `null`, which means the same as leaving them out.
    pub(super) fn nullable(&mut self, names: &[&str]) {
        for name in names {
            if self.left.get(*name).is_some_and(Value::is_null) {
                self.left.remove(*name);
            }
        }
    }

    /// A text that must be there and not be empty. Empty if it is not, which `finish` will tell.
    pub(super) fn required_text(&mut self, name: &str) -> String {
        let text = self.text(name);
        if text.is_none() {
            self.miss(name);
        }
        text.unwrap_or_default()
    }

    /// A text that is not empty.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        match self.left.remove(name)?.as_str() {
            Some(text) if !text.is_empty() => Some(text.to_owned()),
            Some(_) | None => self.refuse(name, "must be a non-empty string"),
        }
    }

    /// A text that may be empty.
    pub(super) fn text_or_empty(&mut self, name: &str) -> Option<String> {
        let text = self.left.remove(name)?.as_str().map(str::to_owned);
        text.or_else(|| self.refuse(name, "must be a string"))
    }

    pub(super) fn flag(&mut self, name: &str) -> Option<bool> {
        let flag = self.left.remove(name)?.as_bool();
        flag.or_else(|| self.refuse(name, "must be a boolean"))
    }

    pub(super) fn integer(&mut self, name: &str, allowed: std::ops::RangeInclusive<i64>) -> Option<i64> {
        match self.left.remove(name)?.as_i64() {
            Some(number) if allowed.contains(&number) => Some(number),
            _ => {
                let (from, to) = (allowed.start(), allowed.end());
                self.refuse(name, &format!("must be an integer from {from} to {to}"))
            }
        }
    }

    pub(super) fn required_texts(&mut self, name: &str) -> Vec<String> {
        match self.texts(name) {
            Some(texts) if texts.is_empty() => self.refuse(name, "must not be empty").unwrap_or_default(),
            Some(texts) => texts,
            None => {
                self.miss(name);
                Vec::new()
            }
        }
    }

    pub(super) fn texts(&mut self, name: &str) -> Option<Vec<String>> {
        let value = self.left.remove(name)?;
        match serde_json::from_value(value) {
            Ok(texts) => Some(texts),
            Err(_) => self.refuse(name, "must be a list of strings"),
        }
    }

    /// An object, whose own fields are read by `read`.
    pub(super) fn object<T>(&mut self, name: &str, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        let Value::Object(fields) = self.left.remove(name)? else { return self.refuse(name, "must be an object") };
        let mut inner = Self::within(format!("{}{name}.", self.path), fields);
        let value = read(&mut inner);
        let problems = inner.into_problems();
        self.problems.unknown.extend(problems.unknown);
        self.problems.missing.extend(problems.missing);
        self.problems.invalid.extend(problems.invalid);
        Some(value)
    }

    /// Notes a field that must be there.
    pub(super) fn miss(&mut self, name: &str) {
        let name = format!("{}{name}", self.path);
        let is_invalid = self.problems.invalid.iter().any(|problem| problem.starts_with(&name));
        if !is_invalid {
            self.problems.missing.push(name);
        }
    }

    /// Notes a field that can't stand as it is.
    pub(super) fn refuse<T>(&mut self, name: &str, why: &str) -> Option<T> {
        self.problems.invalid.push(format!("{}{name} {why}", self.path));
        None
    }

    /// Tells whether everything was in order.
    pub(super) fn finish(self) -> Result<(), ApiError> {
        let problems = self.into_problems();
        let told = [
            ("UNKNOWN_FIELDS", "the following fields are not recognized by this endpoint: ", &problems.unknown),
            ("MISSING_FIELDS", "the following required fields are missing: ", &problems.missing),
            ("INVALID_FIELD", "", &problems.invalid),
        ];
        match told.into_iter().find(|(_, _, fields)| !fields.is_empty()) {
            Some((code, words, fields)) => Err(ApiError::with_message(code, format!("{words}{}", fields.join(", ")))),
            None => Ok(()),
        }
    }

    fn within(path: String, left: Map<String, Value>) -> Self {
        Self { path, left, problems: Problems::default() }
    }

    fn into_problems(self) -> Problems {
        let mut problems = self.problems;
        problems.unknown.extend(self.left.keys().map(|name| format!("{}{name}", self.path)));
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code_and_message(fields: Fields) -> (String, String) {
        let error = fields.finish().expect_err("a refusal").to_json();
        let text = |name: &str| error[name].as_str().expect("a text").to_owned();
        (text("error_code"), text("error_message"))
    }

    #[test]
    fn a_field_that_nobody_reads_is_unknown_even_inside_an_object() {
        let mut fields = Fields::of(br#"{"a": "x", "options": {"b": 1}, "c": null}"#).expect("an object");
        assert_eq!(fields.required_text("a"), "x");
        fields.object("options", |_| ());
        let (code, message) = code_and_message(fields);
        assert_eq!(code, "UNKNOWN_FIELDS");
        assert!(message.ends_with(": options.b, c"), "{message}");
    }

    #[test]
    fn a_missing_field_is_named() {
        let mut fields = Fields::of(b"{}").expect("an object");
        assert_eq!(fields.required_text("link_token"), "");
        assert_eq!(code_and_message(fields).0, "MISSING_FIELDS");
    }

    #[test]
    fn a_field_of_the_wrong_type_is_invalid_and_not_missing() {
        let mut fields = Fields::of(br#"{"link_token": null}"#).expect("an object");
        fields.required_text("link_token");
        assert_eq!(code_and_message(fields).0, "INVALID_FIELD");
    }

    #[test]
    fn a_body_that_is_no_object_is_refused() {
        assert!(Fields::of(b"[]").is_err());
        assert!(Fields::of(b"").is_err());
    }
}
