//! Probe.
fn main() {
    let incognito = std::env::args().nth(2).is_some();
    let url: tauri::Url = std::env::args().nth(1).unwrap().parse().unwrap();
    tauri::Builder::default()
        .setup(move |app| {
            let _main = tauri::WebviewWindowBuilder::new(app, "main", tauri::WebviewUrl::default()).build()?;
            tauri::WebviewWindowBuilder::new(app, "link", tauri::WebviewUrl::External(url))
                .incognito(incognito)
                .on_download(|_, event| {
                    let _ = event;
                    eprintln!("download event");
                    false
                })
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!())
        .unwrap();
}
