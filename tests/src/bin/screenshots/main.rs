//! Makes the pictures of `docs/screenshots`: each screen and state, light and dark, from the real application.
#![cfg(target_os = "linux")]
#![allow(clippy::print_stdout, reason = "it tells in the terminal what it makes")]

mod access;
mod audit;
mod balances;
mod books;
mod connect;
mod health;
mod keys;
mod look;
mod lost;
mod plaid;
mod records;
mod remove;
mod replace;
mod schedules;
mod starts;
mod statements;
mod update;

use std::fs;
use std::path::PathBuf;

use bank_connections_tests::desktop::Theme;
use bank_connections_tests::journey::journey_on;
use bank_connections_tests::secret_service::Keyring;
use bank_connections_tests::window::Window;
use bank_connections_tests::{Trouble, application};

const PLATYPUS: (&str, &str) = ("First Platypus Bank", "ins_109508");
const TARTAN: (&str, &str) = ("Tartan Bank", "ins_109511");
const OAUTH: (&str, &str) = ("Platypus OAuth Bank", "ins_127287");
/// Not connected from the start.
const GINGHAM: (&str, &str) = ("First Gingham Credit Union", "ins_109509");

const CHECKING: &str = "Plaid Checking ••••0000";
const SAVING: &str = "Plaid Saving ••••1111";

/// Goes through scenes, each on a desktop of its own. Where some are named, through these alone.
macro_rules! scenes {
    ($album:ident, $theme:ident, $named:ident: $($keyring:ident $module:ident::$scene:ident,)+) => {
        $(if $named.is_empty() || $named.iter().any(|name| name == concat!(stringify!($module), "::", stringify!($scene))) {
            journey_on(Keyring::$keyring, $theme, async |journey| $module::$scene(&$album, journey).await)?;
        })+
    };
}

/// A window on a small screen.
const SMALL: (u32, u32) = (960, 600);

/// Before the scenes: the pictures are of a small window, and only to be looked at, beside the programs.
const OF_SMALL: &str = "--small";

/// `screenshots [--small] [scene]…`, such as `screenshots update::endings`.
fn main() -> Result<(), Trouble> {
    let mut named: Vec<String> = std::env::args().skip(1).collect();
    let is_small = named.first().is_some_and(|first| first == OF_SMALL);
    let folder = if is_small {
        named.remove(0);
        application::output_folder("small-screenshots")?
    } else {
        PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/screenshots"))
    };
    fs::create_dir_all(&folder)?;
    for (theme, suffix) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
        let album = Album { folder: folder.clone(), suffix, is_small };
        scenes! { album, theme, named:
            Unlocked access::door,
            Unlocked access::demo,
            Unlocked update::update,
            Unlocked update::endings,
            Unlocked update::mapping,
            Unlocked connect::connect,
            Unlocked connect::fruitless,
            Unlocked replace::gone,
            Unlocked replace::by_choice,
            Unlocked plaid::keys,
            Unlocked remove::remove,
            Unlocked remove::refused,
            Unlocked lost::found,
            Unlocked lost::not_listed,
            Unlocked keys::keys,
            Unlocked look::news,
            Unlocked records::backups,
            Unlocked records::disk,
            Unlocked audit::audit,
            Unlocked books::books,
            Unlocked books::none,
            Unlocked balances::refresh,
            Unlocked health::health,
            Unlocked statements::statements,
            Unlocked statements::attention,
            Unlocked statements::questions,
            Unlocked schedules::schedules,
            Missing starts::starts,
        }
    }
    Ok(())
}

/// The folder of the pictures, and the theme that they are taken in.
struct Album {
    folder: PathBuf,
    suffix: &'static str,
    is_small: bool,
}

impl Album {
    async fn add(&self, name: &str, window: &Window) -> Result<(), Trouble> {
        let file = format!("{name}-{}.png", self.suffix);
        if self.is_small {
            window.resize(SMALL.0, SMALL.1).await?;
        }
        window.picture(&self.folder.join(&file)).await?;
        println!("{file}");
        Ok(())
    }
}
