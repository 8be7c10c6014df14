//! Which profile the next start opens: a small file in the data folder. It holds no secret.

use std::{fs, io, path::Path};

use serde::{Deserialize, Serialize};
use url::Url;

use super::owner::Owner;
use crate::{
    folder,
    views::{Code, Problem},
};

const FILE: &str = "profile.json";

/// The profile that was chosen on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chosen {
    /// Test banks.
    Demo,
    /// The firm's own.
    Own(Owner),
}

/// As it stands in the file.
#[derive(Serialize, Deserialize)]
#[serde(tag = "profile", rename_all = "snake_case", deny_unknown_fields)]
enum Written {
    Demo,
    Own { base_url: Url, client_id: String },
}

/// What was chosen last. Where nobody ever chose, it is the demo; where that can't be read, nothing is guessed.
pub fn read(data_folder: &Path) -> Result<Chosen, Problem> {
    let file = data_folder.join(FILE);
    let text = match fs::read(&file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Chosen::Demo),
        Err(error) => return Err(unreadable(&file, &error.to_string())),
    };
    match serde_json::from_slice(&text) {
        Ok(Written::Demo) => Ok(Chosen::Demo),
        Ok(Written::Own { base_url, client_id }) if !client_id.trim().is_empty() => {
            Ok(Chosen::Own(Owner { base_url, client_id }))
        }
        Ok(Written::Own { .. }) => Err(unreadable(&file, "it names no client")),
        Err(error) => Err(unreadable(&file, &error.to_string())),
    }
}

/// Has the next start open this profile. The file is there whole, or as it was.
pub fn write(data_folder: &Path, chosen: &Chosen) -> Result<(), Problem> {
    let written = match chosen {
        Chosen::Demo => Written::Demo,
        Chosen::Own(Owner { base_url, client_id }) => {
            Written::Own { base_url: base_url.clone(), client_id: client_id.clone() }
        }
    };
    let text = serde_json::to_vec_pretty(&written).expect("two texts can be written");
    folder::create_private(data_folder)
        .and_then(|()| folder::replace_file(data_folder, FILE, &text))
        .map_err(|error| folder::unwritable(&error))
}

fn unreadable(file: &Path, why: &str) -> Problem {
    Problem::new(Code::ProfileUnreadable, format!("{}: {why}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::{super::owner::tests::owner, *};

    #[test]
    fn what_was_chosen_is_read_again() {
        let data = tempfile::tempdir().unwrap();
        let folder = data.path().join("not made yet");
        assert_eq!(read(&folder).unwrap(), Chosen::Demo, "nobody chose yet");
        for chosen in [Chosen::Own(owner(plaid::PRODUCTION, "firm")), Chosen::Demo] {
            write(&folder, &chosen).unwrap();
            assert_eq!(read(&folder).unwrap(), chosen);
        }
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing else is left");
    }

    #[test]
    fn a_damaged_file_is_a_problem_and_not_the_demo() {
        let data = tempfile::tempdir().unwrap();
        for damaged in [
            "",
            "{",
            "{}",
            r#"{"profile":"live"}"#,
            r#"{"profile":"own","base_url":"https://production.plaid.com"}"#,
            r#"{"profile":"own","base_url":"plaid","client_id":"firm"}"#,
            r#"{"profile":"own","base_url":"https://production.plaid.com","client_id":" "}"#,
            r#"{"profile":"own","base_url":"https://production.plaid.com","client_id":"firm","secret":"x"}"#,
        ] {
            fs::write(data.path().join(FILE), damaged).unwrap();
            assert_eq!(read(data.path()).unwrap_err().code, Code::ProfileUnreadable, "{damaged}");
            assert_eq!(fs::read_to_string(data.path().join(FILE)).unwrap(), damaged, "it stays as it is");
        }
    }

    #[test]
    fn the_file_holds_no_more_than_whose_profile_it_is() {
        let data = tempfile::tempdir().unwrap();
        write(data.path(), &Chosen::Own(owner(plaid::SANDBOX, "firm"))).unwrap();
        let text: serde_json::Value = serde_json::from_slice(&fs::read(data.path().join(FILE)).unwrap()).unwrap();
        let expected = serde_json::json!({
            "profile": "own", "base_url": "https://sandbox.plaid.com/", "client_id": "firm",
        });
        assert_eq!(text, expected);
    }
}
