//! A user of the hosted page without a browser: opens it, sends its forms.

use libtest_mimic::Failed;
use plaid::HostedLinkUrl;
use url::form_urlencoded::Serializer;

use crate::world::BANK;

/// One opening of the page.
pub struct Page {
    http: reqwest::Client,
    address: String,
}

/// A form of the page and what is filled in.
pub type Step<'a> = (&'a str, &'a [(&'a str, &'a str)]);

pub const CONSENT: Step<'_> = ("continue", &[]);
pub const CHOOSE_BANK: Step<'_> = ("choose_bank", &[("institution_id", BANK)]);
pub const LEAVE: Step<'_> = ("leave", &[]);
pub const FINISH: Step<'_> = ("finish", &[]);
pub const SELECT: Step<'_> = ("select", &[("account", "checking"), ("account", "saving")]);
pub const AUTHORIZE: Step<'_> = ("bank", &[("decision", "authorize")]);
pub const DENY: Step<'_> = ("bank", &[("decision", "deny")]);
pub const SIGN_IN: Step<'_> = ("sign_in", &[("username", "user_good"), ("password", "pass_good")]);

impl Page {
    pub async fn open(http: reqwest::Client, url: &HostedLinkUrl) -> Result<Self, Failed> {
        let opened = http.get(url.as_str()).send().await?.error_for_status()?;
        let address = opened.url().to_string();
        Ok(Self { http, address })
    }

    /// Sends one form after the other.
    pub async fn go(&self, steps: &[Step<'_>]) -> Result<(), Failed> {
        for (form, fields) in steps {
            let body = Serializer::new(String::new()).extend_pairs(*fields).finish();
            let request = self.http.post(format!("{}/{form}", self.address));
            let request = request.header("Content-Type", "application/x-www-form-urlencoded").body(body);
            request.send().await?.error_for_status()?;
        }
        Ok(())
    }
}
