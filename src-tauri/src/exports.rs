//! Where exported files go, and how one is shown to the user.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use tauri::{AppHandle, Manager};

use crate::views::{Code, Problem};

/// The name of the folder of downloads, where the system does not name one.
const DOWNLOADS: &str = "Downloads";

/// The file that was exported last. The main window never names a file: it can only have this one shown.
#[derive(Default)]
pub struct Exports(Mutex<Option<PathBuf>>);

impl Exports {
    /// A file was written.
    pub fn wrote(&self, file: &Path) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(file.to_owned());
    }

    /// Shows the file that was written last in the file manager of the system.
    pub fn show_last(&self) -> Result<(), Problem> {
        let file = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let file = file.ok_or_else(|| Problem::new(Code::NotFound, "nothing was exported since the start"))?;
        if !file.exists() {
            return Err(Problem::new(Code::NotFound, "the exported file was moved or deleted"));
        }
        tauri_plugin_opener::reveal_item_in_dir(&file).map_err(|error| {
            tracing::warn!(%error, "the folder of the export can't be shown");
            Problem::new(Code::Internal, "no file manager could be opened")
                .with_hint("Open the folder in your file manager; the path of the file is shown here.")
        })
    }
}

/// The user's folder of downloads. It is made where it is missing.
pub fn folder(app: &AppHandle) -> Result<PathBuf, Problem> {
    let paths = app.path();
    let folder = paths.download_dir().or_else(|_| paths.home_dir().map(|home| home.join(DOWNLOADS)));
    let folder = folder.map_err(|_| Problem::new(Code::ExportFailed, "this computer names no folder for downloads"))?;
    fs::create_dir_all(&folder).map_err(|error| {
        Problem::new(Code::ExportFailed, format!("the folder of downloads can't be made: {}", error.kind()))
    })?;
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_shown_that_was_not_exported_or_is_gone() {
        let exports = Exports::default();
        assert_eq!(exports.show_last().unwrap_err().code, Code::NotFound);
        exports.wrote(Path::new("/nonexistent/bank-connections-audit.csv"));
        assert_eq!(exports.show_last().unwrap_err().code, Code::NotFound);
    }
}
