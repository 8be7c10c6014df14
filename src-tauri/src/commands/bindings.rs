//! The TypeScript side of the command table, `ui/src/ipc/bindings.ts`: generated, committed, and checked.
//!
//! `cargo xtask bindings` rewrites the file after the table or a view changed.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::PathBuf,
};

use ts_rs::{Config, TS, TypeVisitor};

use super::{arguments::*, table::command_table};
use crate::views::*;

const HEAD: &str = "\
// Generated from src-tauri/src/commands/table.rs. Not to be edited: after a change there run
// `cargo xtask bindings`.

";

/// Every type that the table needs.
#[derive(Default)]
struct Declarations {
    /// By its name alone: what is generic is declared once.
    of: BTreeMap<String, String>,
    /// What was seen, by its name and what it is of.
    seen: BTreeSet<String>,
}

impl TypeVisitor for Declarations {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        let config = Config::new();
        let name = T::name(&config);
        if !self.seen.insert(name.clone()) {
            return;
        }
        if T::output_path().is_some() && name != NoArgument::name(&config) {
            let declaration = format!("{}export {}\n\n", T::docs().unwrap_or_default(), T::decl(&config));
            self.of.insert(T::ident(&config), declaration);
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

macro_rules! typescript_of_table {
    ($($(#[doc = $doc:literal])+ $name:ident($argument:ty) -> $answer:ty,)*) => {
        fn typescript() -> String {
            let config = Config::new();
            let mut declarations = Declarations::default();
            let mut commands = String::new();
            $(
                declarations.visit::<$argument>();
                declarations.visit::<$answer>();
                write!(
                    commands,
                    "/**\n{} */\n{}: {{ argument: {}; answer: {} }};\n",
                    concat!($(" *", $doc, "\n"),+),
                    stringify!($name),
                    argument_name::<$argument>(&config),
                    <$answer as TS>::name(&config),
                ).expect("a string takes every text");
            )*
            let types: String = declarations.of.into_values().collect();
            let changed = crate::application::CHANGED;
            laid_out(&format!("{HEAD}{types}\
                /** Every command: what it takes and what it answers. */\nexport type Commands = {{\n{commands}}};\n\n\
                /** Every event and what it carries. */\nexport type Events = {{\n\
                /** Something changed: everything that is shown has to be asked for anew. */\n{changed}: null;\n}};\n"))
        }
    };
}

command_table!(typescript_of_table);

/// A command without an argument is called with nothing.
fn argument_name<T: TS>(config: &Config) -> String {
    if T::name(config) == NoArgument::name(config) { "undefined".to_owned() } else { T::name(config) }
}

/// The text with one-line comments on one line, and indented by its braces.
fn laid_out(text: &str) -> String {
    let text = text.replace("/**\n * ", "/** ").replace("\n */\n", " */\n").replace(", }", ",\n}").replace(" \n", "\n");
    let mut depth = 0_usize;
    let mut laid_out = String::new();
    for line in text.lines() {
        let opened = line.matches('{').count();
        let closed = line.matches('}').count();
        let indent = if line.starts_with('}') { depth - 1 } else { depth };
        if !line.is_empty() {
            laid_out.extend(std::iter::repeat_n("  ", indent));
        }
        laid_out.push_str(line);
        laid_out.push('\n');
        depth = depth + opened - closed;
    }
    laid_out
}

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../ui/src/ipc/bindings.ts")
}

#[test]
fn the_bindings_of_the_main_window_are_fresh() {
    let committed = fs::read_to_string(path()).unwrap_or_default().replace("\r\n", "\n");
    assert!(committed == typescript(), "{} is stale: run `cargo xtask bindings`", path().display());
}

#[test]
#[ignore = "rewrites ui/src/ipc/bindings.ts"]
fn write_the_bindings() {
    fs::create_dir_all(path().parent().unwrap()).unwrap();
    fs::write(path(), typescript()).unwrap();
}
