//! The pages on the way out.

use maud::{Markup, html};

use super::{Address, layout};
use crate::world::{Ending, How, LinkToken, Place, Purpose, Step, World};

/// Asks before leaving, and says what leaving means at this step.
pub(super) fn leave(world: &World, place: Place, address: &Address) -> Markup {
    let is_update = matches!(world.link_at(place).purpose, Purpose::Update { .. });
    let consequence = match (&world.session_at(place).step, is_update) {
        (Step::Delivered { .. }, _) => "Everything is done already. Leaving changes nothing.",
        (Step::SelectAccounts { .. }, true) => {
            "Your sign-in is already renewed at the bank. Your selection of accounts is not delivered."
        }
        (_, true) => "Your login at the bank stays as it is.",
        (_, false) => "Your bank will not be connected.",
    };
    let body = html! {
        h1 { "Leave without finishing?" }
        p.lead { (consequence) }
        form method="get" action=(address.of("")) { button.primary type="submit" autofocus { "Go back" } }
        form method="post" action=(address.of("/leave")) { button.quiet type="submit" { "Leave now" } }
    };
    layout::document("Leave", &body)
}

/// The page of a session that time has ended. `None` where the user ended it.
pub(super) fn of_itself(link: &LinkToken, ending: &Ending, address: &Address) -> Option<Markup> {
    let How::Exit { error: Some(code), .. } = &ending.how else { return None };
    (code == "USER_INPUT_TIMEOUT").then(|| {
        let body = html! {
            h1 { "This took too long" }
            (layout::problem(Some(code)))
            p.lead { "Nothing was delivered. You can start again from " strong { (link.client_name) } "." }
            form method="get" action=(address.of("/closed")) {
                button.primary type="submit" autofocus { "Return to " (link.client_name) }
            }
        };
        layout::document("This took too long", &body)
    })
}

/// The last page. It goes to the completion address, which says nothing of how it ended; if nobody takes that up, the
/// page stays and says what to do.
pub(super) fn closed(link: &LinkToken, ending: &Ending) -> Markup {
    let succeeded = matches!(ending.how, How::Success { .. });
    let body = html! {
        h1 { "You can close this window" }
        p.lead {
            @if succeeded { "Everything is done." } @else { "You left before everything was done." }
            " " strong { (link.client_name) } " goes on from here."
        }
        @if let Some(uri) = &link.completion_redirect_uri {
            div data-completion=(uri) {}
            noscript { p { a href=(uri) { "Return to " (link.client_name) } } }
        }
    };
    layout::document("You can close this window", &body)
}

/// There is no such page, or no longer.
pub(super) fn gone() -> Markup {
    let body = html! {
        h1 { "This link has expired" }
        p.lead { "Go back to the application that opened it and start again." }
    };
    layout::document("This link has expired", &body)
}
