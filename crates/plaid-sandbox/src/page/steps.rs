//! The pages of a session that is under way, one a step.

use maud::{Markup, html};

use super::{Address, layout, page_state};
use crate::{
    bank::{self, Amount, BankAccount, Challenge, Health, Institution},
    world::{Item, LinkToken, Login, Place, Purpose, Step, World},
};

/// The page of the step that the session has come to.
pub(super) fn page(world: &World, place: Place, address: &Address, words: &str) -> Markup {
    let (link, session) = (world.link_at(place), world.session_at(place));
    let bank = session.step.institution_id().and_then(bank::institution).or_else(|| bank_of(world, link));
    let (title, body) = match &session.step {
        Step::Consent => consent(link, address),
        Step::ChooseBank => choose_bank(words, address),
        Step::Credentials { .. } => credentials(link, bank, session.problem.is_some(), address),
        Step::Oauth { .. } => oauth(link, bank, address),
        Step::Mfa { challenge, .. } => mfa(challenge, address),
        Step::SelectAccounts { login, .. } => accounts(world, place, login, address),
        Step::Delivered { item_id, .. } => success(world, link, item_id, address),
    };
    let body = html! {
        @if let Some(bank) = bank { (layout::bank_head(bank)) }
        h1 { (title) }
        (layout::problem(session.problem.as_deref()))
        (body)
        div data-watch=(address.of("/state")) data-state=(page_state(world, place)) {}
        (layout::leave(address))
    };
    layout::document(&title, &body)
}

type Page = (String, Markup);

/// The bank that the client named, or the Item's.
fn bank_of(world: &World, link: &LinkToken) -> Option<&'static Institution> {
    match &link.purpose {
        Purpose::Update { item_id, .. } => world.items.iter().find(|item| item.id == *item_id).map(Item::bank),
        Purpose::NewItem { institution_id, .. } => institution_id.as_deref().and_then(bank::institution),
    }
}

fn consent(link: &LinkToken, address: &Address) -> Page {
    let is_update = matches!(link.purpose, Purpose::Update { .. });
    let title = if is_update { "Update your connection" } else { "Connect your bank" };
    let body = html! {
        p.lead {
            strong { (link.client_name) } " asks to "
            @if is_update { "go on reading" } @else { "read" }
            " the following from your bank:"
        }
        ul.shared {
            li { "Names, types and last digits of your accounts" }
            li { "Balances" }
            li { "Transactions" }
        }
        p { "You choose which accounts are shared. Nobody can move money with this." }
        form method="post" action=(address.of("/continue")) {
            button.primary type="submit" { "Continue" }
        }
    };
    (title.to_owned(), body)
}

fn choose_bank(words: &str, address: &Address) -> Page {
    let found: Vec<&Institution> = bank::search(words).collect();
    let body = html! {
        form.search method="get" action=(address.of("")) role="search" {
            label for="q" { "Search by name or institution ID" }
            div.row {
                input id="q" name="q" type="search" value=(words) autocomplete="off" autofocus;
                button type="submit" { "Search" }
            }
        }
        @if found.is_empty() {
            p.empty role="status" { "No bank is called “" (words) "”. Try a part of its name." }
        }
        form method="post" action=(address.of("/choose_bank")) {
            ul.banks {
                @for bank in found {
                    li {
                        button.bank type="submit" name="institution_id" value=(bank.id) {
                            (layout::bank_mark(bank))
                            span.bank-name { (bank.name) }
                            span.bank-id { code { (bank.id) } (bank_note(bank)) }
                        }
                    }
                }
            }
        }
    };
    ("Choose your bank".to_owned(), body)
}

fn bank_note(bank: &Institution) -> &'static str {
    match (bank.health, bank.oauth) {
        (Health::Down, _) => " · can’t be reached",
        (Health::Degraded, _) => " · answers slowly",
        (Health::Healthy, true) => " · signs in at the bank",
        (Health::Healthy, false) => "",
    }
}

fn credentials(link: &LinkToken, bank: Option<&Institution>, has_failed: bool, address: &Address) -> Page {
    let body = html! {
        form method="post" action=(address.of("/sign_in")) {
            label for="username" { "Username" }
            input id="username" name="username" type="text" required autofocus autocomplete="off"
                autocapitalize="none" spellcheck="false" aria-invalid=[has_failed.then_some("true")];
            label for="password" { "Password" }
            input id="password" name="password" type="password" required autocomplete="off"
                aria-invalid=[has_failed.then_some("true")];
            button.primary type="submit" { "Sign in" }
        }
        (change_bank(link, address))
        details.hints {
            summary { "Test credentials" }
            dl {
                dt { "Username" } dd { code { "user_good" } }
                dt { "Password" } dd { code { "pass_good" } }
                dt { "With a security code" } dd { code { "mfa_device" } ", then " code { "1234" } }
                dt { "With questions" } dd { code { "mfa_questions_1_2" } ", then " code { "answer_0_0" } ", " code { "answer_0_1" } }
                dt { "With a choice" } dd { code { "mfa_selections" } ", then " q { "Yes" } }
                dt { "With an error" } dd { code { "error_ITEM_LOCKED" } " or any other code" }
            }
        }
    };
    (format!("Sign in to {}", bank.map_or("your bank", |bank| bank.name)), body)
}

fn oauth(link: &LinkToken, bank: Option<&Institution>, address: &Address) -> Page {
    let body = html! {
        p.lead { "You sign in on a page of the bank, in a window of its own. Come back here when you are done." }
        // Without the script the form opens a new tab.
        form method="get" action=(address.of("/bank")) target="_blank" data-popup {
            button.primary type="submit" { "Continue to bank" }
        }
        p.waiting role="status" data-waiting hidden { "Waiting for the bank’s window …" }
        p.problem role="alert" data-blocked hidden {
            "The bank’s window could not be opened. Allow pop-ups for this page and try again."
        }
        noscript {
            form method="get" action=(address.of("")) { button type="submit" { "I am done at the bank" } }
        }
        (change_bank(link, address))
    };
    (format!("Continue at {}", bank.map_or("your bank", |bank| bank.name)), body)
}

/// Only a new Item can be at another bank.
fn change_bank(link: &LinkToken, address: &Address) -> Markup {
    html! {
        @if matches!(link.purpose, Purpose::NewItem { .. }) {
            form method="post" action=(address.of("/change_bank")) {
                button.link type="submit" { "Choose another bank" }
            }
        }
    }
}

fn mfa(challenge: &Challenge, address: &Address) -> Page {
    let (title, lead) = match challenge {
        Challenge::Device => ("Enter your security code", "The bank has sent a code to your device."),
        Challenge::Questions { .. } => ("Answer your security questions", "The bank asks what only you can know."),
        Challenge::Selections => ("Confirm your sign-in", "The bank asks about your last sign-in."),
    };
    let body = html! {
        p.lead { (lead) }
        form method="post" action=(address.of("/answer")) {
            @for (number, prompt) in challenge.prompts().iter().enumerate() {
                @let name = format!("answer_{number}");
                @if challenge.choices().is_empty() {
                    label for=(name) { (prompt) }
                    input id=(name) name=(name) type="text" required autofocus[number == 0] autocomplete="off"
                        autocapitalize="none" spellcheck="false"
                        inputmode=[matches!(challenge, Challenge::Device).then_some("numeric")];
                } @else {
                    fieldset {
                        legend { (prompt) }
                        @for choice in challenge.choices() {
                            label.choice { input type="radio" name=(name) value=(choice) required; span { (choice) } }
                        }
                    }
                }
            }
            button.primary type="submit" { "Submit" }
        }
    };
    (title.to_owned(), body)
}

fn accounts(world: &World, place: Place, login: &Login, address: &Address) -> Page {
    let link = world.link_at(place);
    let is_fixed = bank::institution(&login.institution_id).is_some_and(|bank| !bank.deselectable);
    let body = html! {
        p.lead {
            "Only the accounts that you select are shared with " strong { (link.client_name) } "."
            @if is_fixed && matches!(link.purpose, Purpose::Update { .. }) {
                " This bank does not let you take an account back here."
            }
        }
        form method="post" action=(address.of("/select")) {
            fieldset.accounts {
                legend.hidden { "Accounts" }
                @for (number, account) in login.accounts.iter().enumerate() {
                    @let granted = world.is_granted(place, &account.key);
                    @let id = format!("account-{number}");
                    div.account {
                        input type="checkbox" id=(id) name="account" value=(account.key) checked[granted]
                            disabled[granted && is_fixed] aria-describedby={ (id) "-about" };
                        label for=(id) { (account_name(account)) }
                        span.about id={ (id) "-about" } { (account_type(account)) }
                        span.balance { (balance(account)) }
                    }
                }
            }
            button.primary type="submit" { "Continue" }
        }
    };
    ("Select your accounts".to_owned(), body)
}

/// Such as `Plaid Checking ••••0000`, the mask not to be torn apart.
fn account_name(account: &BankAccount) -> Markup {
    html! {
        (account.name)
        @if let Some(mask) = &account.mask { " " span.mask { "••••" (mask) } }
    }
}

/// Abbreviations stay in capitals; the stylesheet begins the rest with one.
fn account_type(account: &BankAccount) -> String {
    match account.subtype.as_deref() {
        Some(short @ ("cd" | "ira" | "hsa")) => short.to_uppercase(),
        Some(subtype) => subtype.to_owned(),
        None => account.kind.clone(),
    }
}

fn balance(account: &BankAccount) -> String {
    let current = account.balances.current.map(Amount::in_words);
    current.map(|amount| format!("{amount} {}", account.currency)).unwrap_or_default()
}

fn success(world: &World, link: &LinkToken, item_id: &str, address: &Address) -> Page {
    let item = world.items.iter().find(|item| item.id == item_id);
    let granted = item.into_iter().flat_map(Item::granted);
    let body = html! {
        p.lead {
            @match link.purpose {
                Purpose::Update { .. } => "Your connection was updated. ",
                Purpose::NewItem { .. } => "Your bank is connected. ",
            }
            strong { (link.client_name) } " can read:"
        }
        ul.shared { @for (account, _) in granted { li { (account_name(&account.at_bank)) } } }
        form method="post" action=(address.of("/finish")) {
            button.primary type="submit" { "Finish" }
        }
    };
    ("Success".to_owned(), body)
}
