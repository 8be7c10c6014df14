//! The windows as the X server sees them: what a person at the screen could tell and do without any driver.

use x11rb::connection::Connection;
use x11rb::protocol::xproto::{
    ClientMessageEvent, ConfigureWindowAux, ConnectionExt, CreateWindowAux, EventMask, InputFocus, MapState, StackMode,
    Window, WindowClass,
};
use x11rb::rust_connection::RustConnection;

use crate::Trouble;

type Answer<T> = Result<T, Box<dyn std::error::Error>>;

/// A display. There is no window manager on it, so the windows of applications hang directly below the root.
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

    /// Whether nothing visible lies over the window with this title.
    pub fn is_in_front(&self, title: &str) -> Result<bool, Trouble> {
        let uppermost = self.visible().map_err(trouble)?.pop();
        let found = self.find(title).map_err(trouble)?;
        Ok(uppermost.is_some_and(|window| found.contains(&window)))
    }

    /// From the lowest to the uppermost.
    fn visible(&self) -> Answer<Vec<Window>> {
        let mut visible = Vec::new();
        for window in self.connection.query_tree(self.root)?.reply()?.children {
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
        let mut found = Vec::new();
        for window in self.visible()? {
            let property = self.connection.get_property(false, window, name, utf8, 0, 256)?.reply();
            if property.is_ok_and(|property| property.value == title.as_bytes()) {
                found.push(window);
            }
        }
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

    fn lay_over(&self) -> Answer<()> {
        let cover = self.connection.generate_id()?;
        let (width, height, values) = (self.width, self.height, CreateWindowAux::new());
        let class = WindowClass::INPUT_OUTPUT;
        self.connection
            .create_window(x11rb::COPY_DEPTH_FROM_PARENT, cover, self.root, 0, 0, width, height, 0, class, 0, &values)?
            .check()?;
        self.connection.map_window(cover)?.check()?;
        let above = ConfigureWindowAux::new().stack_mode(StackMode::ABOVE);
        self.connection.configure_window(cover, &above)?.check()?;
        self.connection.set_input_focus(InputFocus::PARENT, cover, x11rb::CURRENT_TIME)?.check()?;
        Ok(())
    }

    fn atom(&self, name: &str) -> Answer<u32> {
        Ok(self.connection.intern_atom(false, name.as_bytes())?.reply()?.atom)
    }
}

fn trouble(error: impl Into<Box<dyn std::error::Error>>) -> Trouble {
    Trouble::Display(error.into().to_string())
}
