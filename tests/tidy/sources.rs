//! The files of the project as the rules see them.

use std::fs;
use std::path::{Path, PathBuf};

/// What is fetched or made, so no source.
const NOT_SOURCES: &[&str] = &[".git", "target", "node_modules", "dist", "ui/coverage", "src-tauri/gen"];

/// A text of the project.
pub struct Source {
    /// Its place in the project, with `/` between folders.
    pub path: String,
    /// What is in it.
    pub text: String,
}

impl Source {
    /// The lines with their numbers, from 1 on.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line))
    }

    /// The part that is compiled into the product: what comes before the tests of a Rust module.
    pub fn product(&self) -> impl Iterator<Item = (usize, &str)> {
        let is_test = self.path.ends_with("/tests.rs");
        self.lines().take_while(move |(_, line)| !is_test && !line.starts_with("#[cfg(test)]"))
    }

    /// Places in the product's part where one of the words stands, outside of comments.
    pub fn places_of(&self, words: &[&str]) -> Vec<String> {
        let code = self.product().filter(|(_, line)| !line.trim_start().starts_with("//"));
        let hits = code.filter_map(|(number, line)| Some((number, words.iter().find(|word| line.contains(**word))?)));
        hits.map(|(number, word)| format!("{}:{number}: `{word}`", self.path)).collect()
    }
}

/// All texts below a folder whose names end in one of these. An empty folder name is the whole project.
pub fn below(folder: &str, endings: &[&str]) -> Vec<Source> {
    let mut files = Vec::new();
    collect(&root().join(folder), &mut files);
    files.sort();
    let wanted = files.into_iter().filter(|path| endings.iter().any(|ending| name(path).ends_with(ending)));
    let sources: Vec<Source> = wanted
        .map(|path| Source {
            text: fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())),
            path: name(&path),
        })
        .collect();
    assert!(
        !sources.is_empty(),
        "there is nothing like {endings:?} below `{folder}`; this rule looks in the wrong place"
    );
    sources
}

/// One file of the project.
pub fn file(path: &str) -> Source {
    let text = fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    Source { path: path.to_owned(), text }
}

/// Whether the project has this file or folder.
pub fn exists(path: &str) -> bool {
    root().join(path).exists()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.unwrap().path();
        if NOT_SOURCES.iter().any(|not| path.ends_with(not)) {
            continue;
        }
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}

fn name(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/")
}
