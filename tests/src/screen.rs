//! The windows as the X server sees them: what a person at the screen could tell and do without any driver.

use x11rb::connection::Connection;
use x11rb::protocol::xproto::{
    AtomEnum, ClientMessageEvent, ConfigureWindowAux, ConnectionExt as _, CreateWindowAux, EventMask, InputFocus,
    MapState, PropMode, StackMode, Window, WindowClass,
};
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

use crate::{Trouble, wait};

type Answer<T> = Result<T, Box<dyn std::error::Error>>;

/// The title of the window of another application.
const COVER: &str = "Another application";

/// A display. Without a window manager on it the windows of applications hang directly below the root, else in a frame each.
#[derive(Debug)]
pub struct Screen {
    connection: RustConnection,
    root: Window,
    width: u16,
    height: u16,
}

impl Screen {
    /// The display with this name.
    pub fn of(display: &str) -> Result<Screen, Trouble> {
        let (connection, number) = RustConnection::connect(Some(display)).map_err(trouble)?;
        let screen = connection.setup().roots.get(number).ok_or_else(|| trouble("it has no screen"))?;
        let (root, width, height) = (screen.root, screen.width_in_pixels, screen.height_in_pixels);
        Ok(Screen { connection, root, width, height })
    }

    /// How many visible windows have this title.
    pub fn count(&self, title: &str) -> Result<usize, Trouble> {
        Ok(self.find(title).map_err(trouble)?.len())
    }

    /// Sends `WM_DELETE_WINDOW` to the visible window with this title, as its close button does: a request that the
    /// application may refuse. Says whether there is one.
    pub fn close(&self, title: &str) -> Result<bool, Trouble> {
        self.send_close(title).map_err(trouble)
    }

    /// Lays a window of another application over everything, and has it take what is typed.
    pub fn cover(&self) -> Result<(), Trouble> {
        self.lay_over().map_err(trouble)
    }

    /// Does the same where there is a window manager, which has the last word, and waits until it is so.
    pub async fn turn_away(&self) -> Result<(), Trouble> {
        let cover = self.open_cover().map_err(trouble)?;
        self.ask_to_activate(cover).map_err(trouble)?;
        wait::until("the other window to be in front", async || Ok(self.has_focus(COVER)?.then_some(()))).await
    }

    /// Turns to the window with this title, as its button in the bar of the desktop does, and waits until it is so.
    pub async fn turn_to(&self, title: &str) -> Result<(), Trouble> {
        let found = self.find(title).map_err(trouble)?.pop();
        let missing = || trouble(format!("no window has the title `{title}`"));
        self.ask_to_activate(found.ok_or_else(missing)?).map_err(trouble)?;
        wait::until("the window to be in front", async || Ok(self.has_focus(title)?.then_some(()))).await
    }

    /// Whether a window manager is at work.
    pub fn is_managed(&self) -> Result<bool, Trouble> {
        Ok(self.window_of_root("_NET_SUPPORTING_WM_CHECK").map_err(trouble)?.is_some())
    }

    /// Whether the window manager has whoever types work in the window with this title.
    pub fn has_focus(&self, title: &str) -> Result<bool, Trouble> {
        let active = self.window_of_root("_NET_ACTIVE_WINDOW").map_err(trouble)?;
        let found = self.find(title).map_err(trouble)?;
        Ok(active.is_some_and(|window| found.contains(&window)))
    }

    /// Whether nothing visible lies over the window with this title, where there is no window manager.
    pub fn is_in_front(&self, title: &str) -> Result<bool, Trouble> {
        let uppermost = self.visible_below(self.root).map_err(trouble)?.pop();
        let found = self.find(title).map_err(trouble)?;
        Ok(uppermost.is_some_and(|window| found.contains(&window)))
    }

    /// Those directly below another one, from the lowest to the uppermost.
    fn visible_below(&self, parent: Window) -> Answer<Vec<Window>> {
        let mut visible = Vec::new();
        for window in self.connection.query_tree(parent)?.reply()?.children {
            // A window may go while we look through them.
            let attributes = self.connection.get_window_attributes(window)?.reply();
            if attributes.is_ok_and(|attributes| attributes.map_state == MapState::VIEWABLE) {
                visible.push(window);
            }
        }
        Ok(visible)
    }

    fn find(&self, title: &str) -> Answer<Vec<Window>> {
        let (name, utf8) = (self.atom("_NET_WM_NAME")?, self.atom("UTF8_STRING")?);
        let (mut found, mut looked_at) = (Vec::new(), self.visible_below(self.root)?);
        while let Some(window) = looked_at.pop() {
            let property = self.connection.get_property(false, window, name, utf8, 0, 256)?.reply();
            match property {
                Ok(property) if property.value == title.as_bytes() => found.push(window),
                Ok(property) if property.value.is_empty() => {
                    // It may be the frame of one.
                    looked_at.extend(self.visible_below(window).unwrap_or_default());
                }
                // It has another title, or went.
                Ok(_) | Err(_) => {}
            }
        }
        found.reverse();
        Ok(found)
    }

    fn send_close(&self, title: &str) -> Answer<bool> {
        let Some(window) = self.find(title)?.pop() else { return Ok(false) };
        let (protocols, delete) = (self.atom("WM_PROTOCOLS")?, self.atom("WM_DELETE_WINDOW")?);
        let data = [delete, x11rb::CURRENT_TIME, 0, 0, 0];
        let message = ClientMessageEvent::new(32, window, protocols, data);
        self.connection.send_event(false, window, EventMask::NO_EVENT, message)?.check()?;
        Ok(true)
    }

    fn open_cover(&self) -> Answer<Window> {
        let cover = self.connection.generate_id()?;
        let (width, height, values) = (self.width, self.height, CreateWindowAux::new());
        let class = WindowClass::INPUT_OUTPUT;
        self.connection
            .create_window(x11rb::COPY_DEPTH_FROM_PARENT, cover, self.root, 0, 0, width, height, 0, class, 0, &values)?
            .check()?;
        let (name, utf8) = (self.atom("_NET_WM_NAME")?, self.atom("UTF8_STRING")?);
        self.connection.change_property8(PropMode::REPLACE, cover, name, utf8, COVER.as_bytes())?.check()?;
        self.connection.map_window(cover)?.check()?;
        Ok(cover)
    }

    fn lay_over(&self) -> Answer<()> {
        let cover = self.open_cover()?;
        let above = ConfigureWindowAux::new().stack_mode(StackMode::ABOVE);
        self.connection.configure_window(cover, &above)?.check()?;
        self.connection.set_input_focus(InputFocus::PARENT, cover, x11rb::CURRENT_TIME)?.check()?;
        Ok(())
    }

    /// Asks the window manager to have a window in front, as the bar of a desktop does.
    fn ask_to_activate(&self, window: Window) -> Answer<()> {
        const FROM_THE_BAR: u32 = 2;
        let activate = self.atom("_NET_ACTIVE_WINDOW")?;
        let message = ClientMessageEvent::new(32, window, activate, [FROM_THE_BAR, x11rb::CURRENT_TIME, 0, 0, 0]);
        let mask = EventMask::SUBSTRUCTURE_NOTIFY | EventMask::SUBSTRUCTURE_REDIRECT;
        self.connection.send_event(false, self.root, mask, message)?.check()?;
        Ok(())
    }

    /// A window that the window manager names.
    fn window_of_root(&self, property: &str) -> Answer<Option<Window>> {
        let name = self.atom(property)?;
        let property = self.connection.get_property(false, self.root, name, AtomEnum::WINDOW, 0, 1)?.reply()?;
        Ok(property.value32().and_then(|mut windows| windows.next()).filter(|window| *window != x11rb::NONE))
    }

    fn atom(&self, name: &str) -> Answer<u32> {
        Ok(self.connection.intern_atom(false, name.as_bytes())?.reply()?.atom)
    }
}

fn trouble(error: impl Into<Box<dyn std::error::Error>>) -> Trouble {
    Trouble::Display(error.into().to_string())
}
