//! A client and a browser for the tests, as plain as can be: JSON over HTTP, forms over HTTP.

use plaid_sandbox::{Clock, Config, Sandbox, Switches};
use reqwest::{Method, StatusCode, redirect::Policy};
use serde_json::{Value, json};

pub const COMPLETION: &str = "bank-connections-link://done";

/// A running simulator, and someone who knows its keys.
pub struct Plaid {
    pub sandbox: Sandbox,
    http: reqwest::Client,
}

/// An Item that was made without the hosted page.
pub struct Item {
    pub id: String,
    pub access_token: String,
}

impl Plaid {
    pub async fn start() -> Self {
        Self::start_with(Config::default()).await
    }

    /// Starts at a fixed time, which the tests advance.
    pub async fn start_with(config: Config) -> Self {
        let clock = Clock::Fixed("2026-03-02T09:00:00Z".parse().unwrap());
        let sandbox = Sandbox::start(Config { clock, ..config }).await.unwrap();
        Self { sandbox, http: http() }
    }

    pub async fn start_switched(switches: Switches) -> Self {
        Self::start_with(Config { switches, ..Config::default() }).await
    }

    /// Calls the API as it should be called.
    pub async fn call(&self, endpoint: &str, body: Value) -> (StatusCode, Value) {
        let response = self.request(Method::POST, endpoint).body(body.to_string()).send().await.unwrap();
        let status = response.status();
        (status, json_of(response).await)
    }

    /// The answer of a call that must succeed.
    pub async fn ask(&self, endpoint: &str, body: Value) -> Value {
        let (status, answer) = self.call(endpoint, body).await;
        assert_eq!(status, 200, "{endpoint}: {answer}");
        answer
    }

    /// The error code of a call that must fail.
    pub async fn refusal(&self, endpoint: &str, body: Value) -> String {
        let (status, answer) = self.call(endpoint, body).await;
        assert!(!status.is_success(), "{endpoint} went well: {answer}");
        text(&answer["error_code"])
    }

    /// A request with keys and headers, and yet without a body.
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.http
            .request(method, format!("{}{path}", self.sandbox.base_url()))
            .header("PLAID-CLIENT-ID", self.sandbox.client_id())
            .header("PLAID-SECRET", self.sandbox.secret())
            .header("Plaid-Version", "2020-09-14")
            .header("Content-Type", "application/json")
    }

    pub async fn control(&self, method: Method, path: &str, body: Value) -> (StatusCode, Value) {
        let response = self.request(method, path).body(body.to_string()).send().await.unwrap();
        let status = response.status();
        let text = response.text().await.unwrap();
        (status, serde_json::from_str(&text).unwrap_or_default())
    }

    pub async fn advance(&self, seconds: u32) {
        let (status, _) = self.control(Method::POST, "/control/time", json!({ "advance_s": seconds })).await;
        assert_eq!(status, 200);
    }

    pub async fn item_at(&self, institution_id: &str) -> Item {
        let request = json!({ "institution_id": institution_id, "initial_products": ["transactions"] });
        let public_token = self.ask("/sandbox/public_token/create", request).await["public_token"].clone();
        self.exchange(&public_token).await
    }

    pub async fn exchange(&self, public_token: &Value) -> Item {
        let answer = self.ask("/item/public_token/exchange", json!({ "public_token": public_token })).await;
        Item { id: text(&answer["item_id"]), access_token: text(&answer["access_token"]) }
    }

    pub async fn link_for_new_item(&self) -> Value {
        let mut request = link_request();
        request["products"] = json!(["transactions"]);
        self.ask("/link/token/create", request).await
    }

    pub async fn link_for_update(&self, item: &Item) -> Value {
        let mut request = link_request();
        request["access_token"] = json!(item.access_token);
        request["update"] = json!({ "account_selection_enabled": true });
        self.ask("/link/token/create", request).await
    }

    /// What `/link/token/get` tells of the sessions. `Null` where it tells nothing.
    pub async fn sessions(&self, link: &Value) -> Value {
        self.ask("/link/token/get", json!({ "link_token": link["link_token"] })).await["link_sessions"].clone()
    }

    pub async fn item_error(&self, item: &Item) -> Value {
        let answer = self.ask("/item/get", json!({ "access_token": item.access_token })).await;
        answer["item"]["error"]["error_code"].clone()
    }

    pub async fn accounts(&self, item: &Item) -> Vec<Value> {
        let answer = self.ask("/accounts/get", json!({ "access_token": item.access_token })).await;
        answer["accounts"].as_array().unwrap().clone()
    }

    /// The account id behind a mask that only one account has.
    pub async fn account_id(&self, item: &Item, mask: &str) -> Option<String> {
        let accounts = self.accounts(item).await;
        accounts.iter().find(|account| account["mask"] == mask).map(|account| text(&account["account_id"]))
    }

    /// Opens the hosted page in a browser.
    pub async fn browse(&self, link: &Value) -> Browser {
        let mut browser = Browser { http: self.http.clone(), address: String::new(), html: String::new() };
        browser.go(&text(&link["hosted_link_url"])).await;
        browser
    }
}

/// What every link token asks for.
pub fn link_request() -> Value {
    json!({
        "client_name": "Bank Connections",
        "language": "en",
        "country_codes": ["US", "CA"],
        "user": { "client_user_id": "b7b1f1f2" },
        "hosted_link": { "completion_redirect_uri": COMPLETION },
    })
}

/// Follows links and sends forms, and runs no script.
pub struct Browser {
    http: reqwest::Client,
    /// Where the page is, after all redirects.
    pub address: String,
    pub html: String,
}

impl Browser {
    pub async fn go(&mut self, address: &str) {
        self.take(self.http.get(address)).await;
    }

    pub async fn reload(&mut self) {
        self.go(&self.address.clone()).await;
    }

    /// Sends a form of the page. Fails if the page has no form of that name.
    pub async fn send(&mut self, form: &str, fields: &[(&str, &str)]) {
        assert!(self.html.contains(&format!("/{form}\"")), "there is no form `{form}` on {}", self.html);
        self.send_unseen(form, fields).await;
    }

    /// Sends a form that the page on screen does not have.
    pub async fn send_unseen(&mut self, form: &str, fields: &[(&str, &str)]) {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let address = format!("{}/{form}", self.session_address());
        let request = self.http.post(address).header("Content-Type", "application/x-www-form-urlencoded").body(body);
        self.take(request).await;
    }

    pub async fn sign_in(&mut self, username: &str, password: &str) {
        self.send("sign_in", &[("username", username), ("password", password)]).await;
    }

    /// Selects accounts by their keys, and no others.
    pub async fn select(&mut self, keys: &[&str]) {
        let fields: Vec<(&str, &str)> = keys.iter().map(|key| ("account", *key)).collect();
        self.send("select", &fields).await;
    }

    pub fn title(&self) -> String {
        let (_, rest) = self.html.split_once("<h1>").unwrap();
        rest.split_once("</h1>").unwrap().0.to_owned()
    }

    pub fn shows(&self, words: &str) -> bool {
        self.html.contains(words)
    }

    /// Where the page goes by itself: the completion address.
    pub fn completion(&self) -> Option<&str> {
        let (_, rest) = self.html.split_once("data-completion=\"")?;
        rest.split_once('"').map(|(address, _)| address)
    }

    /// The address of the session, whatever page of it is on screen.
    pub fn session_address(&self) -> String {
        let (origin, path) = self.address.split_once("/hl/").unwrap();
        let parts: Vec<&str> = path.split(['/', '?']).take(2).collect();
        format!("{origin}/hl/{}", parts.join("/"))
    }

    async fn take(&mut self, request: reqwest::RequestBuilder) {
        let response = request.send().await.unwrap();
        self.address = response.url().to_string();
        self.html = response.text().await.unwrap();
    }
}

pub fn http() -> reqwest::Client {
    reqwest::Client::builder().redirect(Policy::limited(5)).build().unwrap()
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}

async fn json_of(response: reqwest::Response) -> Value {
    let body = response.text().await.unwrap();
    serde_json::from_str(&body).unwrap_or_else(|_| panic!("no JSON: {body}"))
}
