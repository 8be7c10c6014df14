//! Closing a window the way its close button does: by a request that the application may refuse.

use x11rb::connection::Connection;
use x11rb::protocol::xproto::{AtomEnum, ClientMessageEvent, ConnectionExt, EventMask, MapState, Window};
use x11rb::rust_connection::RustConnection;

use crate::Trouble;

/// Sends `WM_DELETE_WINDOW` to the visible window of the display with this title. Says whether there is one.
pub fn close_window(display: &str, title: &str) -> Result<bool, Trouble> {
    send(display, title).map_err(|error| Trouble::Display(error.to_string()))
}

fn send(display: &str, title: &str) -> Result<bool, Box<dyn std::error::Error>> {
    let (connection, screen) = RustConnection::connect(Some(display))?;
    let root = connection.setup().roots.get(screen).ok_or("it has no screen")?.root;
    let Some(window) = find(&connection, root, title)? else { return Ok(false) };
    let protocols = atom(&connection, "WM_PROTOCOLS")?;
    let delete = atom(&connection, "WM_DELETE_WINDOW")?;
    let now = x11rb::CURRENT_TIME;
    let message = ClientMessageEvent::new(32, window, protocols, [delete, now, 0, 0, 0]);
    connection.send_event(false, window, EventMask::NO_EVENT, message)?.check()?;
    Ok(true)
}

/// Looks through the tree of windows. Without a window manager the windows of applications hang below the root.
fn find(
    connection: &RustConnection,
    parent: Window,
    title: &str,
) -> Result<Option<Window>, Box<dyn std::error::Error>> {
    for window in connection.query_tree(parent)?.reply()?.children {
        let name = connection.get_property(false, window, AtomEnum::WM_NAME, AtomEnum::ANY, 0, 256)?.reply()?;
        let is_visible = connection.get_window_attributes(window)?.reply()?.map_state == MapState::VIEWABLE;
        if is_visible && name.value == title.as_bytes() {
            return Ok(Some(window));
        }
    }
    Ok(None)
}

fn atom(connection: &RustConnection, name: &str) -> Result<u32, Box<dyn std::error::Error>> {
    Ok(connection.intern_atom(false, name.as_bytes())?.reply()?.atom)
}
