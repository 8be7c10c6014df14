//! A Tauri window with nothing in it: what `cargo xtask bench` compares the application with.

use tauri::{Builder, Url, WebviewUrl, WebviewWindowBuilder};

fn main() -> tauri::Result<()> {
    Builder::default()
        .setup(|app| {
            let nothing = WebviewUrl::External(Url::parse("about:blank")?);
            WebviewWindowBuilder::new(app, "main", nothing).inner_size(1180.0, 760.0).build()?;
            Ok(())
        })
        .run(tauri::generate_context!())
}
