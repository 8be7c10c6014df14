//! The commands of the main window, made from the table: reading the argument, running the handler, answering.
//!
//! Tauri's access control has refused every window but the main one before anything here runs.

mod arguments;
#[cfg(test)]
mod bindings;
mod handlers;
mod table;

use std::any::type_name;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use tauri::{
    AppHandle, Manager, Wry,
    ipc::{Invoke, InvokeBody, InvokeError},
};

pub use self::handlers::LastKeyChange;
use self::table::command_table;
use crate::{
    startup,
    views::{Code, Problem},
};

macro_rules! handler_of_table {
    ($($(#[$doc:meta])* $name:ident($argument:ty) -> $answer:ty,)*) => {
        /// Answers a call of the main window. Says whether there is such a command.
        pub fn handle(invoke: Invoke<Wry>) -> bool {
            match invoke.message.command() {
                $(stringify!($name) => answer(invoke, handlers::$name),)*
                _ => return false,
            }
            true
        }

        /// The names of all commands.
        #[cfg(test)]
        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

command_table!(handler_of_table);

fn answer<Argument, Answer, Running>(invoke: Invoke<Wry>, handler: fn(AppHandle, Argument) -> Running)
where
    Argument: DeserializeOwned,
    Answer: Serialize + Send + 'static,
    Running: Future<Output = Result<Answer, Problem>> + Send + 'static,
{
    let app = invoke.message.webview_ref().app_handle().clone();
    let asked = app.clone();
    let command = invoke.message.command().to_owned();
    match argument(invoke.message.payload()) {
        Ok(argument) => {
            let running = handler(app, argument);
            invoke.resolver.respond_async(async move {
                let answer = running.await;
                if let Err(problem) = &answer {
                    log_failure(&command, problem);
                    startup::heard_of(&asked, problem);
                }
                answer.map_err(InvokeError::from)
            });
        }
        Err(problem) => invoke.resolver.reject(problem),
    }
}

/// That nobody is signed in is what a locked window is told, and nothing that went wrong.
fn log_failure(command: &str, problem: &Problem) {
    let message = problem.message_for_log();
    if problem.code == Code::SignedOut {
        tracing::info!(command, message, "a command was refused");
    } else {
        tracing::warn!(command, code = ?problem.code, message, "a command failed");
    }
}

/// The argument travels under its own name, or not at all where a command takes none.
fn argument<Argument: DeserializeOwned>(payload: &InvokeBody) -> Result<Argument, Problem> {
    let value = match payload {
        InvokeBody::Json(payload) => payload.get("argument").cloned().unwrap_or(Value::Null),
        InvokeBody::Raw(_) => Value::Null,
    };
    // Without the error, which can quote what was sent, and that can be a password.
    serde_json::from_value(value).map_err(|_| {
        let name = type_name::<Argument>().rsplit(':').next().unwrap_or_default();
        Problem::new(Code::Internal, format!("the argument is no `{name}`"))
    })
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use serde_json::json;

    use super::{arguments::*, *};

    /// What the main window needs beside the commands, to hear of changes.
    const LISTENING: [&str; 2] = ["core:event:allow-listen", "core:event:allow-unlisten"];

    fn capabilities() -> Vec<Value> {
        fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("capabilities"))
            .unwrap()
            .map(|file| serde_json::from_slice(&fs::read(file.unwrap().path()).unwrap()).unwrap())
            .collect()
    }

    fn texts(of: &Value) -> BTreeSet<&str> {
        of.as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect()
    }

    #[test]
    fn the_main_window_may_call_every_command_and_nothing_else() {
        let capabilities = capabilities();
        let [main] = capabilities.as_slice() else { unreachable!("there is one capability") };
        let commands = NAMES.iter().map(|name| format!("allow-{}", name.replace('_', "-"))).collect::<Vec<_>>();
        let allowed = commands.iter().map(String::as_str).chain(LISTENING).collect::<BTreeSet<_>>();
        assert_eq!(texts(&main["permissions"]), allowed);
    }

    #[test]
    fn no_window_with_a_foreign_page_has_a_capability() {
        for capability in capabilities() {
            assert_eq!(texts(&capability["windows"]), BTreeSet::from(["main"]));
            assert!(capability.get("remote").is_none(), "no foreign page may call anything");
            assert!(capability.get("webviews").is_none());
        }
    }

    #[test]
    fn an_argument_is_read_and_a_wrong_one_is_refused() {
        let read = |payload| argument::<SessionArgument>(&InvokeBody::Json(payload));
        assert_eq!(read(json!({ "argument": { "session_id": "lks_1" } })).unwrap().session_id, "lks_1");
        for wrong in [json!({}), json!({ "argument": {} }), json!({ "argument": { "session_id": "", "more": 1 } })] {
            assert_eq!(read(wrong.clone()).unwrap_err().code, Code::Internal, "{wrong}");
        }
        assert!(argument::<NoArgument>(&InvokeBody::Json(json!({}))).is_ok());
    }

    #[test]
    fn a_wrong_argument_is_not_repeated() {
        let settings = json!({ "argument": { "host": "mail.example", "port": "opensesame", "password": 4711 } });
        let problem = argument::<MailSettingsArgument>(&InvokeBody::Json(settings)).unwrap_err();
        assert_eq!(problem.message, "the argument is no `MailSettingsArgument`");
        assert_eq!(problem.hint, None);
    }
}
