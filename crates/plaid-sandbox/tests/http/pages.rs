//! The hosted pages as a browser gets them.

use serde_json::json;

use crate::support::{COMPLETION, Plaid, http, text};

#[tokio::test]
async fn every_page_is_marked_as_a_simulation_and_can_be_left() {
    let plaid = Plaid::start().await;
    let mut browser = plaid.browse(&plaid.link_for_new_item().await).await;
    let mut steps = vec![("Connect your bank", browser.html.clone())];
    browser.send("continue", &[]).await;
    steps.push(("Choose your bank", browser.html.clone()));
    browser.send("choose_bank", &[("institution_id", "ins_109508")]).await;
    steps.push(("Sign in to First Platypus Bank", browser.html.clone()));
    browser.sign_in("user_good", "mfa_device").await;
    steps.push(("Enter your security code", browser.html.clone()));
    browser.send("answer", &[("answer_0", "1234")]).await;
    steps.push(("Select your accounts", browser.html.clone()));
    browser.select(&["checking"]).await;
    steps.push(("Success", browser.html.clone()));
    for (title, html) in steps {
        assert!(html.contains(&format!("<h1>{title}</h1>")), "{title}: {html}");
        assert!(html.contains("Simulation – no real bank"), "{title}");
        assert!(html.contains(">Leave</button>"), "{title}");
    }
}

#[tokio::test]
async fn the_page_goes_back_on_success_and_exit_alike_and_says_nothing_of_it() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_109508").await;
    let mut left = plaid.browse(&plaid.link_for_update(&item).await).await;
    left.go(&format!("{}/leave", left.session_address())).await;
    left.send("leave", &[]).await;

    let mut finished = plaid.browse(&plaid.link_for_update(&item).await).await;
    finished.send("continue", &[]).await;
    finished.sign_in("user_good", "pass_good").await;
    finished.select(&["checking"]).await;
    finished.send("finish", &[]).await;

    for page in [left, finished] {
        assert_eq!(page.completion(), Some(COMPLETION));
        assert_eq!(
            page.title(),
            "You can close this window",
            "the page is still of use if nobody takes the address up"
        );
    }
}

#[tokio::test]
async fn a_page_without_a_completion_address_goes_nowhere() {
    let plaid = Plaid::start().await;
    let mut request = crate::support::link_request();
    request["products"] = json!(["transactions"]);
    request["hosted_link"] = json!({});
    let mut browser = plaid.browse(&plaid.ask("/link/token/create", request).await).await;
    browser.go(&format!("{}/leave", browser.session_address())).await;
    browser.send("leave", &[]).await;
    assert_eq!((browser.title().as_str(), browser.completion()), ("You can close this window", None));
}

#[tokio::test]
async fn banks_are_searched_by_name_and_by_institution_id() {
    let plaid = Plaid::start().await;
    let mut browser = plaid.browse(&plaid.link_for_new_item().await).await;
    browser.send("continue", &[]).await;
    for (words, found, not_found) in
        [("tartan", "Tartan Bank", "Houndstooth Bank"), ("ins_109512", "Houndstooth Bank", "Tartan Bank")]
    {
        browser.go(&format!("{}?q={words}", browser.session_address())).await;
        assert!(browser.shows(found) && !browser.shows(not_found), "{words}");
    }
    browser.go(&format!("{}?q=%3Cb%3Enowhere", browser.session_address())).await;
    assert!(browser.shows("&lt;b&gt;nowhere") && !browser.shows("<b>nowhere"));
}

#[tokio::test]
async fn a_form_that_does_not_fit_the_page_changes_nothing() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_109508").await;
    let before = plaid.accounts(&item).await;
    let mut browser = plaid.browse(&plaid.link_for_update(&item).await).await;
    browser.send_unseen("select", &[("account", "checking")]).await;
    browser.send_unseen("finish", &[]).await;
    browser.send_unseen("bank", &[("decision", "authorize")]).await;
    browser.go(&browser.session_address()).await;
    assert_eq!(browser.title(), "Update your connection");
    assert_eq!(plaid.accounts(&item).await, before);
}

#[tokio::test]
async fn no_account_at_all_is_no_selection() {
    let plaid = Plaid::start().await;
    let item = plaid.item_at("ins_109508").await;
    let mut browser = plaid.browse(&plaid.link_for_update(&item).await).await;
    browser.send("continue", &[]).await;
    browser.sign_in("user_good", "pass_good").await;
    browser.select(&[]).await;
    assert!(browser.shows("NO_ACCOUNTS"));
    assert_eq!(browser.title(), "Select your accounts");
}

#[tokio::test]
async fn pages_load_nothing_from_elsewhere_run_nothing_inline_and_stand_in_no_frame() {
    let plaid = Plaid::start().await;
    let link = plaid.link_for_new_item().await;
    let response = http().get(text(&link["hosted_link_url"])).send().await.unwrap();
    let policy = response.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
    assert!(!policy.contains("unsafe"));
    assert_eq!(response.headers()["cache-control"], "no-store");
    let html = response.text().await.unwrap();
    assert!(!html.contains("style=") && !html.contains("onclick") && !html.contains("<style"));
    for asset in ["/assets/page.css", "/assets/page.js"] {
        let status = http().get(format!("{}{asset}", plaid.sandbox.base_url())).send().await.unwrap().status();
        assert_eq!(status, 200, "{asset}");
    }
}

#[tokio::test]
async fn a_page_of_nobody_is_gone() {
    let plaid = Plaid::start().await;
    for path in ["/hl/nowhere", "/hl/nowhere/nobody", "/hl/nowhere/nobody/leave"] {
        let response = http().get(format!("{}{path}", plaid.sandbox.base_url())).send().await.unwrap();
        assert_eq!(response.status(), 410, "{path}");
    }
}

#[tokio::test]
async fn the_hostile_page_takes_the_place_of_the_bank_where_it_is_switched_so() {
    let plaid = Plaid::start().await;
    plaid.sandbox.switch(|switches| switches.hostile_page = true);
    let link = plaid.link_for_new_item().await;
    let response = http().get(text(&link["hosted_link_url"])).send().await.unwrap();
    assert!(response.text().await.unwrap().contains("Hostile page"));
}
