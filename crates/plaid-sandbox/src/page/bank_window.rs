//! The window of the bank's own page, at banks where one signs in there.

use maud::{Markup, html};

use super::{Address, layout};
use crate::{
    bank,
    world::{LinkSession, LinkToken, Step},
};

/// Asks for the consent, or says that there is nothing to agree to any more.
pub(super) fn page(link: &LinkToken, session: &LinkSession, address: &Address) -> Markup {
    let bank = match &session.step {
        Step::Oauth { institution_id } if session.ending.is_none() => bank::institution(institution_id),
        Step::Oauth { .. }
        | Step::Consent
        | Step::ChooseBank
        | Step::Credentials { .. }
        | Step::Mfa { .. }
        | Step::SelectAccounts { .. }
        | Step::Delivered { .. } => None,
    };
    let Some(bank) = bank else { return done(address) };
    let body = html! {
        (layout::bank_head(bank))
        h1 { "Share your data" }
        p.lead {
            "You are signed in to " (bank.name) ". Do you allow " strong { (link.client_name) }
            " to read your accounts, balances and transactions?"
        }
        form method="post" action=(address.of("/bank")) {
            button.primary type="submit" name="decision" value="authorize" { "Authorize" }
            button.quiet type="submit" name="decision" value="deny" { "Cancel" }
        }
    };
    layout::document(bank.name, &body)
}

/// The window has done its work and closes itself.
pub(super) fn done(address: &Address) -> Markup {
    let body = html! {
        h1 { "You can close this window" }
        p.lead { "Go on in the window that you came from." }
        div data-close {}
        noscript { p { a href=(address.of("")) { "Go on here instead" } } }
    };
    layout::document("Done at the bank", &body)
}
