//! A user at Plaid's page: every step is a form that the browser would send.

use plaid::HostedLinkUrl;
use reqwest::{Client, Response, header::CONTENT_TYPE};
use url::form_urlencoded;

/// An opened page.
#[derive(Debug, Clone)]
pub struct Page {
    http: Client,
    address: String,
}

impl Page {
    /// Opens the page, which begins a session there.
    pub async fn open(url: &HostedLinkUrl) -> Self {
        let http = Client::new();
        let page = http.get(url.as_str()).send().await.expect("the simulator answers");
        assert!(page.status().is_success(), "the page opens: {}", page.status());
        Self { http, address: page.url().to_string() }
    }

    /// Agrees and signs in.
    pub async fn sign_in(&self, password: &str) {
        self.send("continue", &[]).await;
        self.enter(password).await;
    }

    /// Sends the credentials; for the second time too.
    pub async fn enter(&self, password: &str) {
        self.send("sign_in", &[("username", "user_good"), ("password", password)]).await;
    }

    /// Agrees, picks a bank and signs in there.
    pub async fn sign_in_at(&self, institution_id: &str, password: &str) {
        self.send("continue", &[]).await;
        self.send("choose_bank", &[("institution_id", institution_id)]).await;
        self.enter(password).await;
    }

    /// Picks a bank, signs in, chooses exactly these accounts and finishes.
    pub async fn complete_at(&self, institution_id: &str, keys: &[&str]) {
        self.sign_in_at(institution_id, "pass_good").await;
        self.select(keys).await;
        self.finish().await;
    }

    /// Agrees and signs in at the bank's own window.
    pub async fn sign_in_at_the_bank(&self) {
        self.send("continue", &[]).await;
        self.http.get(format!("{}/bank", self.address)).send().await.expect("the simulator answers");
        self.send("bank", &[("decision", "authorize")]).await;
    }

    /// Answers a question of the second factor.
    pub async fn answer(&self, answers: &[&str]) {
        let names: Vec<String> = (0..answers.len()).map(|number| format!("answer_{number}")).collect();
        let fields: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(answers.iter().copied()).collect();
        self.send("answer", &fields).await;
    }

    /// Chooses exactly these accounts, by their keys at the bank.
    pub async fn select(&self, keys: &[&str]) {
        let fields: Vec<(&str, &str)> = keys.iter().map(|key| ("account", *key)).collect();
        self.send("select", &fields).await;
    }

    /// Leaves the last page with success.
    pub async fn finish(&self) {
        self.send("finish", &[]).await;
    }

    /// Leaves before the end.
    pub async fn leave(&self) {
        self.send("leave", &[]).await;
    }

    /// Signs in, chooses exactly these accounts and finishes.
    pub async fn complete(&self, keys: &[&str]) {
        self.sign_in("pass_good").await;
        self.select(keys).await;
        self.finish().await;
    }

    async fn send(&self, action: &str, fields: &[(&str, &str)]) -> Response {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = self.http.post(format!("{}/{action}", self.address));
        let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(body);
        request.send().await.expect("the simulator answers")
    }
}
