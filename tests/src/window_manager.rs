//! A window manager, as every desktop of a person has one. Without it GTK takes the window of the application for the one in
//! front, whatever lies over it.

use std::fs;
use std::process::Stdio;

use crate::desktop::Desktop;
use crate::process_group::ProcessGroup;
use crate::screen::Screen;
use crate::{Trouble, wait};

/// Windows without frames, so that what is asked for and what is there have one size.
const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <focus><focusNew>yes</focusNew></focus>
  <applications><application class="*"><decor>no</decor></application></applications>
</openbox_config>
"#;

/// The window manager of a desktop, for as long as this lives.
#[derive(Debug)]
pub struct WindowManager {
    _openbox: ProcessGroup,
}

impl WindowManager {
    /// Starts one, and waits until it manages the windows.
    pub async fn start(desktop: &Desktop) -> Result<WindowManager, Trouble> {
        let settings = desktop.home().join("openbox.xml");
        fs::write(&settings, SETTINGS)?;
        let mut command = desktop.command("openbox");
        command.arg("--sm-disable").arg("--config-file").arg(settings);
        let openbox = ProcessGroup::start(command.stdout(Stdio::null()).stderr(Stdio::null()))?;
        let screen = Screen::of(desktop.display())?;
        wait::until("a window manager", async || Ok(screen.is_managed()?.then_some(()))).await?;
        Ok(WindowManager { _openbox: openbox })
    }
}
