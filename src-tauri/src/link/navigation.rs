//! Where the bank's page may go: a pure rule for every address that it tries.
//!
//! The rule sees the addresses of frames too and can't tell them from the page itself. So an address never proves
//! anything: the completion is a hint to ask Plaid, and the wish to close is only a wish.

use url::{Host, Url};

/// The scheme of the addresses that speak to the application. It is never registered as a protocol: Tauri would take
/// pages of a registered one for its own.
const SCHEME: &str = "bank-connections-link";

/// What the page is told to call in place of closing itself. See [`CLOSE_SCRIPT`].
const CLOSED: &str = "closed";

/// Runs in every page before its own scripts. A page that closes itself would leave an empty window behind without a
/// word, so that closing becomes a navigation that can be seen.
pub const CLOSE_SCRIPT: &str = r#"
Object.defineProperty(window, "close", {
    value: () => { window.location.href = "bank-connections-link://closed"; },
});
"#;

/// What is to be done with a navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It goes on.
    Allow,
    /// It does not go on. Plaid may have finished the session.
    Completed,
    /// It does not go on. The page wishes to be closed.
    CloseWished,
    /// It does not go on.
    Refuse,
}

/// Judges an address that a page, or a frame of it, tries to go to.
pub fn judge(address: &Url) -> Verdict {
    match address.scheme() {
        "https" | "http" if is_on_the_web(address) => Verdict::Allow,
        // The address of a frame or a pop-up before it is filled.
        "about" if matches!(address.path(), "blank" | "srcdoc") => Verdict::Allow,
        SCHEME if address.host_str() == Some(CLOSED) => Verdict::CloseWished,
        SCHEME => Verdict::Completed,
        _ => Verdict::Refuse,
    }
}

/// Whether an address may be handed to the user's browser.
pub fn may_leave_for_the_browser(address: &Url) -> bool {
    matches!(address.scheme(), "https" | "http") && is_on_the_web(address)
}

/// On Windows the application's own files have an address such as `http://tauri.localhost`.
fn is_on_the_web(address: &Url) -> bool {
    match address.host() {
        Some(Host::Domain(name)) => !name.ends_with(".localhost") && !name.ends_with(".localhost."),
        Some(Host::Ipv4(_) | Host::Ipv6(_)) => true,
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_address_has_its_verdict() {
        let cases = [
            ("https://secure.plaid.com/hl/lp0?x=1", Verdict::Allow),
            ("http://127.0.0.1:4711/link", Verdict::Allow),
            ("http://localhost:4711/link", Verdict::Allow),
            ("http://[::1]:4711/link", Verdict::Allow),
            ("about:blank", Verdict::Allow),
            ("about:srcdoc", Verdict::Allow),
            ("bank-connections-link://done", Verdict::Completed),
            ("bank-connections-link://done?anything=1", Verdict::Completed),
            ("BANK-CONNECTIONS-LINK://done", Verdict::Completed),
            ("bank-connections-link://closed", Verdict::CloseWished),
            ("about:config", Verdict::Refuse),
            ("file:///etc/passwd", Verdict::Refuse),
            ("tauri://localhost/", Verdict::Refuse),
            ("http://tauri.localhost/", Verdict::Refuse),
            ("https://tauri.localhost./", Verdict::Refuse),
            ("https://TAURI.localhost/", Verdict::Refuse),
            ("http://ipc.localhost/session", Verdict::Refuse),
            ("ipc://localhost/session", Verdict::Refuse),
            ("asset://localhost/etc/passwd", Verdict::Refuse),
            ("javascript:alert(1)", Verdict::Refuse),
            ("data:text/html,x", Verdict::Refuse),
            ("blob:https://example.com/1", Verdict::Refuse),
            ("view-source:https://example.com", Verdict::Refuse),
            ("ftp://example.com/", Verdict::Refuse),
            ("mailto:help@example.com", Verdict::Refuse),
            ("plaidlink://connected", Verdict::Refuse),
            ("ms-settings:", Verdict::Refuse),
        ];
        for (address, verdict) in cases {
            assert_eq!(judge(&Url::parse(address).unwrap()), verdict, "{address}");
        }
    }

    #[test]
    fn only_the_web_is_handed_to_the_browser() {
        for (address, may) in [
            ("https://bank.example/login", true),
            ("http://127.0.0.1:4711/oauth", true),
            ("about:blank", false),
            ("file:///etc/passwd", false),
            ("mailto:help@example.com", false),
            ("bank-connections-link://done", false),
            ("http://tauri.localhost/", false),
        ] {
            assert_eq!(may_leave_for_the_browser(&Url::parse(address).unwrap()), may, "{address}");
        }
    }

    #[test]
    fn a_page_that_closes_itself_is_led_to_the_address_that_is_understood() {
        assert!(CLOSE_SCRIPT.contains(&format!("{SCHEME}://{CLOSED}")));
    }
}
