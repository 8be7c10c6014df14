//! One window of the application, in which things are found by role and accessible name.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::{RequestData, SessionId, WebDriver, WebElement, WindowHandle};

use crate::{Trouble, secrets, wait};

/// Calls back after every movement that has an end, and when what is there now has been drawn. From then on a dot that
/// nobody sees is drawn again and again: a picture is taken of the next frame, and a page at rest has none.
const KEEP_DRAWING: &str = "
    const settled = arguments[arguments.length - 1];
    const dot = document.createElement('div');
    dot.dataset.drawing = '';
    Object.assign(dot.style, { position: 'fixed', top: 0, left: 0, width: '1px', height: '1px', pointerEvents: 'none' });
    const draw = (isOdd) => {
        dot.style.background = isOdd ? 'rgb(0 0 0 / 0.4%)' : 'transparent';
        if (dot.isConnected) requestAnimationFrame(() => draw(!isOdd));
    };
    const ending = document.getAnimations().filter(({ effect }) => effect.getComputedTiming().endTime < Infinity);
    Promise.allSettled([document.fonts.ready, ...ending.map(({ finished }) => finished)]).then(() => {
        document.body.append(dot);
        draw(true);
        requestAnimationFrame(() => requestAnimationFrame(() => settled(null)));
    });";

const STOP_DRAWING: &str = "document.querySelector('[data-drawing]').remove();";

/// Control and `a`. At their end the driver lets go of them.
const SELECT_ALL: &str = "\u{e009}a";

const CONTROL: char = '\u{e009}';

const DELETE: &str = "\u{e017}";

/// A window, or the pop-up of a page.
#[derive(Clone, Debug)]
pub struct Window {
    driver: WebDriver,
    handle: WindowHandle,
}

impl Window {
    /// Waits for the window whose address fits.
    pub async fn find(driver: &WebDriver, what: &str, fits: impl Fn(&str) -> bool) -> Result<Window, Trouble> {
        wait::until(what, async || Window::find_now(driver, &fits).await).await
    }

    /// The window whose address fits, if there is one now.
    pub async fn find_now(driver: &WebDriver, fits: impl Fn(&str) -> bool) -> Result<Option<Window>, Trouble> {
        for handle in driver.windows().await? {
            let window = Window::with_handle(driver, handle);
            // A window may go while we look through them.
            if window.address().await.is_ok_and(|address| fits(&address)) {
                return Ok(Some(window));
            }
        }
        Ok(None)
    }

    /// The window with this handle.
    #[must_use]
    pub fn with_handle(driver: &WebDriver, handle: WindowHandle) -> Window {
        Window { driver: driver.clone(), handle }
    }

    /// Where the window is.
    pub async fn address(&self) -> Result<String, Trouble> {
        self.enter().await?;
        Ok(self.driver.current_url().await?.to_string())
    }

    /// Waits until the window is gone.
    pub async fn gone(&self) -> Result<(), Trouble> {
        let what = "the window to close";
        wait::until(what, async || Ok((!self.driver.windows().await?.contains(&self.handle)).then_some(()))).await
    }

    /// Waits for the element with this role and name.
    pub async fn see(&self, role: &str, name: &str) -> Result<WebElement, Trouble> {
        let what = format!("{role} `{name}`");
        wait::until(&what, async || Ok(self.named(role, name, None).await?.into_iter().next())).await
    }

    /// As `see`, inside of another element.
    pub async fn see_in(&self, within: &WebElement, role: &str, name: &str) -> Result<WebElement, Trouble> {
        let what = format!("{role} `{name}` inside of another");
        wait::until(&what, async || Ok(self.named(role, name, Some(within)).await?.into_iter().next())).await
    }

    /// Whether there is an element with this role and name now.
    pub async fn has(&self, role: &str, name: &str) -> Result<bool, Trouble> {
        Ok(!self.named(role, name, None).await?.is_empty())
    }

    /// Waits until there is no element with this role and name.
    pub async fn see_no(&self, role: &str, name: &str) -> Result<(), Trouble> {
        let what = format!("{role} `{name}` to go");
        wait::until(&what, async || Ok((!self.has(role, name).await?).then_some(()))).await
    }

    /// Waits for the element and clicks it once it can be.
    pub async fn press(&self, role: &str, name: &str) -> Result<(), Trouble> {
        let what = format!("{role} `{name}` to be pressed");
        wait::until(&what, async || {
            let Some(element) = self.named(role, name, None).await?.into_iter().next() else { return Ok(None) };
            if !element.is_enabled().await? {
                return Ok(None);
            }
            self.click(&element).await?;
            Ok(Some(()))
        })
        .await
    }

    /// As `press`, on the first element whose name fits.
    pub async fn press_first(&self, role: &str, fits: impl Fn(&str) -> bool) -> Result<(), Trouble> {
        let what = format!("a {role} with a certain name");
        wait::until(&what, async || {
            for element in self.of_role(role, None).await? {
                if fits(&self.name_of(&element).await?) {
                    self.click(&element).await?;
                    return Ok(Some(()));
                }
            }
            Ok(None)
        })
        .await
    }

    /// As `press`, where the window may go because of it, before the driver knows that it clicked.
    pub async fn press_and_go(&self, role: &str, name: &str) -> Result<(), Trouble> {
        let element = self.see(role, name).await?;
        match self.click(&element).await {
            Err(trouble) if wait::is_passing(&trouble) => Ok(()),
            clicked => clicked,
        }
    }

    /// Clicks an element where a person would: a choice that is drawn by its label, on the label.
    pub async fn click(&self, element: &WebElement) -> Result<(), Trouble> {
        let script = "const [element] = arguments;
            return element.matches('input[type=checkbox], input[type=radio]') ? element.closest('label') ?? element : element;";
        let target = self.run(script, vec![element.to_json()?]).await?;
        WebElement::from_json(target, Arc::clone(self.driver.handle()))?.click().await?;
        Ok(())
    }

    /// Empties the field with this name and types into it.
    pub async fn fill(&self, role: &str, name: &str, text: &str) -> Result<(), Trouble> {
        let field = self.see(role, name).await?;
        if field.attr("type").await?.as_deref() == Some("password") {
            secrets::remember(&self.driver, text);
        }
        // As a person does it: the driver's own way of emptying a field tells the page nothing.
        field.send_keys(SELECT_ALL).await?;
        field.send_keys(format!("{DELETE}{text}")).await?;
        Ok(())
    }

    /// Chooses a file in the field for files, which nobody sees: a button stands for it.
    pub async fn choose_file(&self, file: &Path) -> Result<(), Trouble> {
        let field = self.run("return document.querySelector('input[type=file]');", Vec::new()).await?;
        let field = WebElement::from_json(field, Arc::clone(self.driver.handle()))?;
        field.send_keys(file.display().to_string()).await?;
        Ok(())
    }

    /// Presses keys wherever the focus is.
    pub async fn keys(&self, keys: &str) -> Result<(), Trouble> {
        self.enter().await?;
        self.driver.action_chain().send_keys(keys).perform().await?;
        Ok(())
    }

    /// Presses a key while Control is held.
    pub async fn with_control(&self, key: char) -> Result<(), Trouble> {
        self.enter().await?;
        self.driver.action_chain().key_down(CONTROL).key_down(key).key_up(key).key_up(CONTROL).perform().await?;
        Ok(())
    }

    /// Waits until this text can be read somewhere in the window.
    pub async fn see_text(&self, text: &str) -> Result<(), Trouble> {
        let what = format!("the text `{text}`");
        wait::until(&what, async || Ok(self.text().await?.contains(text).then_some(()))).await
    }

    /// Everything that can be read in the window.
    pub async fn text(&self) -> Result<String, Trouble> {
        let text = self.run("return document.body ? document.body.innerText : '';", Vec::new()).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Gives the window another size.
    pub async fn resize(&self, width: u32, height: u32) -> Result<(), Trouble> {
        self.enter().await?;
        self.driver.set_window_rect(0, 0, width, height).await?;
        Ok(())
    }

    /// Runs a script in the page and returns what it returns.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Result<Value, Trouble> {
        self.enter().await?;
        Ok(self.driver.execute(script, arguments).await?.json().clone())
    }

    /// Runs a script that is given a function as its last argument, and returns what it calls that with.
    pub async fn run_until_called(&self, script: &str) -> Result<Value, Trouble> {
        self.enter().await?;
        Ok(self.driver.execute_async(script, Vec::new()).await?.json().clone())
    }

    /// The name of the element that has the focus.
    pub async fn focused(&self) -> Result<String, Trouble> {
        self.enter().await?;
        let element = self.driver.active_element().await?;
        self.name_of(&element).await
    }

    /// Saves a picture of the window, once nothing in it moves any more.
    pub async fn picture(&self, path: &Path) -> Result<(), Trouble> {
        self.run_until_called(KEEP_DRAWING).await?;
        self.driver.screenshot(path).await?;
        self.run(STOP_DRAWING, Vec::new()).await.map(drop)
    }

    /// All elements with this role and name, in the order of the page.
    pub async fn named(&self, role: &str, name: &str, within: Option<&WebElement>) -> Result<Vec<WebElement>, Trouble> {
        let mut named = Vec::new();
        for element in self.of_role(role, within).await? {
            if self.name_of(&element).await? == name {
                named.push(element);
            }
        }
        Ok(named)
    }

    /// All elements with this role, in the order of the page.
    pub async fn of_role(&self, role: &str, within: Option<&WebElement>) -> Result<Vec<WebElement>, Trouble> {
        let within = within.map(WebElement::to_json).transpose()?;
        self.enter().await?;
        let arguments = vec![json!(role), within.unwrap_or_default()];
        Ok(self.driver.execute(include_str!("by_role.js"), arguments).await?.elements()?)
    }

    /// The name by which the browser makes an element known to those who can't see it.
    pub async fn name_of(&self, element: &WebElement) -> Result<String, Trouble> {
        let command = ComputedLabel(element.element_id().to_string());
        Ok(self.driver.cmd(command).await?.value::<String>()?)
    }

    async fn enter(&self) -> Result<(), Trouble> {
        Ok(self.driver.switch_to_window(self.handle.clone()).await?)
    }
}

/// `WebDriver`'s *Get Computed Label*.
#[derive(Debug)]
struct ComputedLabel(String);

impl FormatRequestData for ComputedLabel {
    fn format_request(&self, session: &SessionId) -> RequestData {
        RequestData::new(reqwest::Method::GET, format!("session/{session}/element/{}/computedlabel", self.0))
    }
}
