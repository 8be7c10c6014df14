//! What all pages share: the frame, the head with the bank, the notice of a problem.

use maud::{DOCTYPE, Markup, html};

use super::Address;
use crate::{api::ApiError, bank::Institution};

/// The frame of every page.
pub(super) fn document(title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " – Simulation" }
                link rel="stylesheet" href="/assets/page.css";
                script src="/assets/page.js" defer {}
            }
            body {
                header.simulation { strong { "Simulation – no real bank" } " " span { "Use test credentials only." } }
                main.card { (body) }
            }
        }
    }
}

/// The bank that a page is about. Its mark carries the bank's colour as an attribute, which needs no style.
pub(super) fn bank_head(bank: &Institution) -> Markup {
    html! {
        div.bank {
            (bank_mark(bank))
            p.bank-name { (bank.name) }
            p.bank-id { "Institution ID " code { (bank.id) } }
        }
    }
}

pub(super) fn bank_mark(bank: &Institution) -> Markup {
    let initial = bank.name.chars().next().unwrap_or('B');
    html! {
        svg.mark viewBox="0 0 40 40" width="40" height="40" aria-hidden="true" focusable="false" {
            rect width="40" height="40" rx="10" fill=(bank.colour) {}
            text x="20" y="27" text-anchor="middle" font-size="19" font-weight="600" fill="#fff" { (initial) }
        }
    }
}

/// What went wrong with the last action, with Plaid's code for whoever has to look it up.
pub(super) fn problem(code: Option<&str>) -> Markup {
    html! {
        @if let Some(code) = code {
            div.problem role="alert" {
                p { (ApiError::of(code).told_to_user()) }
                p.code { code { (code) } }
            }
        }
    }
}

/// The way out that is on every page.
pub(super) fn leave(address: &Address) -> Markup {
    html! {
        form.leave method="get" action=(address.of("/leave")) {
            button.quiet type="submit" { "Leave" }
        }
    }
}
