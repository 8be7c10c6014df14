//! Closing a window the way its close button does: by a request that the application may refuse.

use x11rb::connection::Connection;
use x11rb::protocol::xproto::{ClientMessageEvent, ConnectionExt, EventMask, MapState, Window};
use x11rb::rust_connection::RustConnection;

use crate::Trouble;

/// Sends `WM_DELETE_WINDOW` to the visible window of the display with this title. Says whether there is one.
pub fn close_window(display: &str, title: &str) -> Result<bool, Trouble> {
    send(display, title).map_err(|error| Trouble::Display(error.to_string()))
}

type Answer<T> = Result<T, Box<dyn std::error::Error>>;

fn send(display: &str, title: &str) -> Answer<bool> {
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

/// Without a window manager the windows of applications hang directly below the root.
fn find(connection: &RustConnection, root: Window, title: &str) -> Answer<Option<Window>> {
    let (name, utf8) = (atom(connection, "_NET_WM_NAME")?, atom(connection, "UTF8_STRING")?);
    for window in connection.query_tree(root)?.reply()?.children {
        let found = connection.get_property(false, window, name, utf8, 0, 256)?.reply()?;
        let is_visible = connection.get_window_attributes(window)?.reply()?.map_state == MapState::VIEWABLE;
        if is_visible && found.value == title.as_bytes() {
            return Ok(Some(window));
        }
    }
    Ok(None)
}

fn atom(connection: &RustConnection, name: &str) -> Answer<u32> {
    Ok(connection.intern_atom(false, name.as_bytes())?.reply()?.atom)
}
