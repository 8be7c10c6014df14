//! Refreshing the balances of chosen accounts, on the screen.

use std::collections::HashMap;
use std::time::Duration;

use bank_connections_tests::journey::{Journey, journey};
use bank_connections_tests::screen::Screen;
use bank_connections_tests::views::CONNECTIONS;
use bank_connections_tests::{Trouble, simulator};
use plaid_sandbox::{Fault, FaultRule};
use tokio::sync::mpsc;
use tokio::time::timeout;
use zbus::connection::{Builder, Connection};
use zbus::zvariant::OwnedValue;

use crate::banks::{PLATYPUS, TARTAN};

const BALANCE: &str = "/accounts/balance/get";
const CHOICE: &str = "Refresh balances";

/// What the policy of the window refuses, from the beginning of the page on.
const LISTEN: &str = "
    window.refused = [];
    document.addEventListener('securitypolicyviolation', (refused) =>
        window.refused.push(`${refused.violatedDirective} ${refused.blockedURI} ${refused.sample}`));";

#[test]
fn an_accountant_refreshes_some_accounts_and_sees_what_each_bank_told() -> Result<(), Trouble> {
    journey(async |journey| {
        let main = journey.start_ready().await?;
        let window = main.window();
        window.run(LISTEN, Vec::new()).await?;
        main.choose_in_menu("Switch to Accountant").await?;
        main.sees_user("Accountant").await?;
        main.show(CONNECTIONS).await?;
        main.choose(TARTAN.name).await?;
        window.press("button", "Refresh").await?;
        window.see_text("4 accounts chosen").await?;
        main.toggle_in_dialog(CHOICE, &format!("{} 1111", TARTAN.id), "Plaid Saving").await?;
        main.toggle_in_dialog(CHOICE, &format!("{} 3333", TARTAN.id), "Plaid Credit Card").await?;
        main.toggle_in_dialog(CHOICE, &format!("{} 9999", TARTAN.id), "Plaid Business Credit Card").await?;
        main.toggle_in_dialog(CHOICE, &format!("{} 0000", PLATYPUS.id), "Plaid Checking").await?;
        window.see_text("2 accounts chosen, 1 of them not shown.").await?;
        main.press_in_dialog(CHOICE, "Refresh").await?;

        window.see("dialog", "Refresh finished").await?;
        window.see_text("1 account was refreshed. 1 account asks for your attention.").await?;
        window.see_text("The connection needs an update. Update it, then refresh again.").await?;
        window.see_text("$38,412.75").await?;
        assert_eq!(simulator::calls_of(journey.simulator(), BALANCE), 2, "one call a bank");

        window.press_first("button", |name| name.starts_with("History of")).await?;
        window.see("dialog", "Balances of Plaid Checking ••••0000").await?;
        window.see_text("One reading so far.").await?;
        window.press("button", "Back").await?;
        window.press("button", "Close").await?;

        window.press("button", "Refresh").await?;
        main.press_in_dialog(CHOICE, "Refresh").await?;
        window.see("dialog", "Refresh finished").await?;
        window.see_text("4 accounts were refreshed.").await?;
        window.press_first("button", |name| name.starts_with("History of Plaid Checking")).await?;
        window.see_text("2 readings").await?;
        let refused = window.run("return window.refused;", Vec::new()).await?;
        assert_eq!(refused.as_array().map(Vec::len), Some(0), "the policy of the window refuses nothing: {refused}");
        Ok(())
    })
}

#[test]
#[ignore = "on a screen without a window manager GTK takes the main window for the one in front, whatever lies over it"]
fn whoever_works_in_another_window_is_told_when_a_refresh_ends() -> Result<(), Trouble> {
    journey(async |journey| {
        let mut desk = Desk::begin(journey).await?;
        let main = journey.start_ready().await?;
        main.choose(TARTAN.name).await?;
        main.choose_also(PLATYPUS.name).await?;
        main.window().press("button", "Refresh").await?;
        // Long enough to turn to another window. The driver brings this one forward with whatever it does.
        journey.simulator().add_fault(FaultRule::new(BALANCE, Fault::LatencyMs { ms: 3_000 }));
        main.press_in_dialog(CHOICE, "Refresh").await?;
        main.window().see("dialog", "Refreshing balances").await?;
        Screen::of(journey.desktop().display())?.cover()?;
        let (title, body) = desk.told().await?;
        assert_eq!(title, "Refresh finished");
        assert!(body.starts_with("4 of 16 accounts were refreshed."), "{body}");
        for secret in [TARTAN.name, "Plaid", "$", "38,412"] {
            assert!(!body.contains(secret), "it stands on locked screens, too: {body}");
        }
        Ok(())
    })
}

/// What shows notifications on the desktop of a journey.
struct Desk {
    told: mpsc::UnboundedReceiver<(String, String)>,
    _bus: Connection,
}

struct Notifications(mpsc::UnboundedSender<(String, String)>);

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Notifications {
    #[expect(clippy::too_many_arguments, reason = "the specification has so many")]
    fn notify(
        &self,
        application: String,
        replaces: u32,
        icon: String,
        title: String,
        body: String,
        actions: Vec<String>,
        hints: HashMap<String, OwnedValue>,
        expires_ms: i32,
    ) -> u32 {
        drop((application, replaces, icon, actions, hints, expires_ms));
        // Nobody may be left who asks.
        let _ = self.0.send((title, body));
        1
    }
}

impl Desk {
    async fn begin(journey: &Journey) -> Result<Self, Trouble> {
        let (sender, told) = mpsc::unbounded_channel();
        let address = journey.desktop().secret_service().address().to_owned();
        let bus = Builder::address(address.as_str())?
            .name("org.freedesktop.Notifications")?
            .serve_at("/org/freedesktop/Notifications", Notifications(sender))?
            .build()
            .await?;
        Ok(Self { told, _bus: bus })
    }

    async fn told(&mut self) -> Result<(String, String), Trouble> {
        let told = timeout(Duration::from_secs(20), self.told.recv()).await.ok().flatten();
        told.ok_or_else(|| Trouble::NotReady { program: "the notifications".to_owned(), said: "nothing".to_owned() })
    }
}
