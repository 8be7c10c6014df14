//! The mail program of the computer, as the way out where the application can't send mail by itself.

use tauri::{AppHandle, Url};
use tauri_plugin_opener::OpenerExt;

use crate::views::{Code, Problem};

/// Opens a new message in the mail program. Nothing is sent by that: the user does.
pub fn compose(app: &AppHandle, address: &str) -> Result<(), Problem> {
    if !is_mail(address) {
        return Err(Problem::new(Code::Internal, "the address of a message is none"));
    }
    app.opener().open_url(address, None::<&str>).map_err(|_| {
        // The error would quote the message.
        Problem::new(Code::Internal, "no mail program could be opened").with_hint(
            "Set a default mail program in the settings of this computer, or copy the text and send it yourself.",
        )
    })
}

fn is_mail(address: &str) -> bool {
    Url::parse(address).is_ok_and(|address| address.scheme() == "mailto")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_a_message_is_opened() {
        for (address, is) in [
            ("mailto:owner@firm.example?subject=Removal&body=text", true),
            ("MAILTO:owner@firm.example", true),
            ("mailto:?subject=Removal", true),
            ("https://firm.example/", false),
            ("file:///etc/passwd", false),
            ("javascript:alert(1)", false),
            ("/usr/bin/true", false),
            ("", false),
        ] {
            assert_eq!(is_mail(address), is, "{address}");
        }
    }
}
