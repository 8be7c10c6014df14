//! The state file: written whole after each change, so that Items and tokens outlive the process.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use crate::world::World;

/// The layout of the file. Another one is not understood.
const LAYOUT: u32 = 1;

/// The file, and what was last written to it.
#[derive(Debug)]
pub(crate) struct StateFile {
    path: PathBuf,
    written: Vec<u8>,
}

/// Why the state of an earlier run can't be taken up.
#[derive(Debug, thiserror::Error)]
pub enum StateFileError {
    /// The file is there and can't be read, or its folder can't be written.
    #[error("the state file `{path}` can't be read or written")]
    Unreadable {
        /// Where it lies.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// The file is of another version, or no state file at all.
    #[error("the state file `{path}` is not of this version of the simulator")]
    NotUnderstood {
        /// Where it lies.
        path: PathBuf,
        /// Where the reading stopped.
        source: serde_json::Error,
    },
}

#[derive(Serialize)]
struct Written<'a> {
    layout: u32,
    world: &'a World,
}

#[derive(Deserialize)]
struct Read {
    layout: u32,
    world: World,
}

impl StateFile {
    /// The state that an earlier run left. `None` if there was none.
    pub(crate) fn open(path: &Path) -> Result<(Self, Option<World>), StateFileError> {
        let unreadable = |source| StateFileError::Unreadable { path: path.to_owned(), source };
        let not_understood = |source| StateFileError::NotUnderstood { path: path.to_owned(), source };
        let written = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(unreadable(error)),
        };
        let world = if written.is_empty() {
            None
        } else {
            let read: Read = serde_json::from_slice(&written).map_err(not_understood)?;
            if read.layout != LAYOUT {
                return Err(not_understood(serde::de::Error::custom("another layout")));
            }
            Some(read.world)
        };
        Ok((Self { path: path.to_owned(), written }, world))
    }

    /// Writes the world if it differs from what was last written: beside the file first, then in its place.
    pub(crate) fn save(&mut self, world: &World) -> Result<(), StateFileError> {
        let bytes = serde_json::to_vec(&Written { layout: LAYOUT, world }).expect("a world has string keys only");
        if bytes == self.written {
            return Ok(());
        }
        self.replace(&bytes).map_err(|source| StateFileError::Unreadable { path: self.path.clone(), source })?;
        self.written = bytes;
        Ok(())
    }

    fn replace(&self, bytes: &[u8]) -> io::Result<()> {
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut beside = NamedTempFile::new_in(folder)?;
        beside.write_all(bytes)?;
        beside.persist(&self.path)?;
        Ok(())
    }
}
