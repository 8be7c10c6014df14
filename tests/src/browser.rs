//! The user's own browser, as far as the bank's pages need one: it follows links and sends forms.

use reqwest::{Client, Url};

use crate::Trouble;

/// A page that is open in it.
#[derive(Debug)]
pub struct Browser {
    http: Client,
    address: Url,
    page: String,
}

impl Browser {
    /// Opens an address.
    pub async fn open(address: &str) -> Result<Browser, Trouble> {
        let http = Client::new();
        let answer = http.get(address).send().await.map_err(refused)?;
        let address = answer.url().clone();
        Ok(Browser { http, address, page: answer.text().await.map_err(refused)? })
    }

    /// Sends the form that leads to `action` on the page, and follows to the next page.
    pub async fn send(&mut self, action: &str, fields: &[(&str, &str)]) -> Result<(), Trouble> {
        let marker = format!("/{action}\"");
        let target = self
            .page
            .split("action=\"")
            .find(|rest| rest.split_inclusive('"').next().is_some_and(|it| it.ends_with(&marker)));
        let target = target.and_then(|rest| rest.split('"').next());
        let target =
            target.ok_or_else(|| Trouble::Simulator(format!("the page has no form for `{action}`: {}", self.page)))?;
        let target = self.address.join(target).map_err(refused)?;
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let form = self.http.post(target).header("Content-Type", "application/x-www-form-urlencoded").body(body);
        let answer = form.send().await.map_err(refused)?;
        self.page = answer.text().await.map_err(refused)?;
        Ok(())
    }

    /// As `send`, with every box ticked that the page has ticked.
    pub async fn send_as_offered(&mut self, action: &str) -> Result<(), Trouble> {
        let page = self.page.clone();
        let boxes = page.split("<input").skip(1).filter_map(|rest| rest.split('>').next());
        let ticked = boxes.filter(|tag| tag.contains("checkbox") && tag.contains(" checked"));
        let fields: Vec<_> =
            ticked.filter_map(|tag| Some((attribute(tag, "name")?, attribute(tag, "value")?))).collect();
        self.send(action, &fields).await
    }
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split(&format!(" {name}=\"")).nth(1)?.split('"').next()
}

fn refused(error: impl std::fmt::Display) -> Trouble {
    Trouble::Simulator(error.to_string())
}
