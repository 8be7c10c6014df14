//! A desktop that nobody sees: a display, a session bus with a keyring, and a home, all for one application alone.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::process_group::ProcessGroup;
use crate::secret_service::{Keyring, SecretService};
use crate::{Trouble, wait};

/// Whether the desktop prefers dark windows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Bright windows.
    #[default]
    Light,
    /// Dark windows.
    Dark,
}

/// The desktop. Everything on it ends with this value.
#[derive(Debug)]
pub struct Desktop {
    display: String,
    theme: Theme,
    secret_service: SecretService,
    // The parts above are stopped before the screen goes, and the home last of all.
    _screen: ProcessGroup,
    home: TempDir,
}

impl Desktop {
    /// Starts one.
    pub fn start(keyring: Keyring, theme: Theme) -> Result<Desktop, Trouble> {
        let home = tempfile::Builder::new().prefix("desktop-").tempdir()?;
        for name in ["bin", "cache", "config", "data", "runtime", "temporary"] {
            let folder = home.path().join(name);
            fs::create_dir(&folder)?;
            fs::set_permissions(&folder, fs::Permissions::from_mode(0o700))?;
        }
        install_browser(home.path())?;
        let secret_service = SecretService::start(home.path(), keyring)?;
        let (display, screen) = start_screen()?;
        Ok(Desktop { display, theme, secret_service, _screen: screen, home })
    }

    /// The folder in which everything of this desktop lies.
    #[must_use]
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// The name of the display, such as `:3`.
    #[must_use]
    pub fn display(&self) -> &str {
        &self.display
    }

    /// Its session bus and keyring.
    #[must_use]
    pub fn secret_service(&self) -> &SecretService {
        &self.secret_service
    }

    /// A program that will find this desktop and nothing of the one it is started from.
    #[must_use]
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        for name in ["WAYLAND_DISPLAY", "XAUTHORITY", "PLAID_CLIENT_ID", "PLAID_SECRET", "PLAID_BASE_URL"] {
            command.env_remove(name);
        }
        command
            .current_dir(self.home())
            .envs(self.secret_service.environment())
            .env("DISPLAY", &self.display)
            .env("TMPDIR", self.home().join("temporary"))
            .env("PATH", format!("{}:{}", self.home().join("bin").display(), search_path()))
            .env("LANG", "C.UTF-8")
            .env("GTK_THEME", self.gtk_theme())
            // There is no graphics card behind this display, and no reader of screens beside it.
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            .env("NO_AT_BRIDGE", "1");
        command
    }

    /// Waits until an application had an address opened in the user's browser, and returns the address.
    pub async fn opened_address(&self) -> Result<String, Trouble> {
        let note = self.home().join(OPENED);
        let read = async || Ok(fs::read_to_string(&note).ok().filter(|address| !address.is_empty()));
        wait::until("an address to be opened in the browser", read).await
    }

    fn gtk_theme(&self) -> &'static str {
        match self.theme {
            Theme::Light => "Adwaita",
            Theme::Dark => "Adwaita:dark",
        }
    }
}

/// The file in which the desktop's browser notes what it was asked to open.
const OPENED: &str = "opened-address";

/// The browser of this desktop: it opens nothing and notes the address.
fn install_browser(home: &Path) -> Result<(), Trouble> {
    let program = home.join("bin/xdg-open");
    fs::write(&program, format!("#!/bin/sh\nprintf %s \"$1\" > '{}'\n", home.join(OPENED).display()))?;
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755))?;
    Ok(())
}

#[allow(clippy::disallowed_methods, reason = "programs are found where the tests' own process finds them")]
fn search_path() -> String {
    std::env::var("PATH").unwrap_or_default()
}

/// Starts an X server that looks for a free number by itself, and says which.
fn start_screen() -> Result<(String, ProcessGroup), Trouble> {
    let mut screen = ProcessGroup::start(
        Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1440x1000x24", "-nolisten", "tcp", "-noreset"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null()),
    )?;
    let number = screen.first_line()?;
    match number.parse::<u16>() {
        Ok(number) => Ok((format!(":{number}"), screen)),
        Err(_) => Err(Trouble::NotReady { program: "Xvfb".to_owned(), said: number }),
    }
}
