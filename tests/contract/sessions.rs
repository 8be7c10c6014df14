//! What `/link/token/get` tells of sessions: every way through the page, and every way out of it.

use libtest_mimic::Failed;
use plaid::{AccessToken, AddedAccount, Link, LinkSession, Purpose, Verdict};

use crate::{
    Test,
    calls::new_link,
    documented::Documented,
    page::{AUTHORIZE, CHOOSE_BANK, CONSENT, DENY, FINISH, LEAVE, SELECT, SIGN_IN, Step},
    world::{BANK, World, run},
};

pub const TESTS: &[(&str, Test)] = &[
    ("a_page_is_told_as_documented_before_while_and_after_it_is_open", stages),
    ("a_new_item_is_told_as_documented", new_item),
    ("an_update_is_told_as_documented_with_and_without_results", update),
    ("every_way_out_of_an_update_is_told_as_documented", ways_out),
    ("a_session_that_time_ends_is_told_as_documented", time_outs),
    ("an_oauth_bank_is_told_as_documented", oauth),
];

const WRONG_PASSWORD: Step<'_> = ("sign_in", &[("username", "user_good"), ("password", "wrong")]);
const OTHER_USER: Step<'_> = ("sign_in", &[("username", "user_second"), ("password", "pass_good")]);
const LOCKED: Step<'_> = ("sign_in", &[("username", "user_good"), ("password", "error_ITEM_LOCKED")]);
const WITH_DEVICE: Step<'_> = ("sign_in", &[("username", "user_good"), ("password", "mfa_device")]);
const WITH_QUESTIONS: Step<'_> = ("sign_in", &[("username", "user_good"), ("password", "mfa_questions_1_1")]);
const WITH_CHOICE: Step<'_> = ("sign_in", &[("username", "user_good"), ("password", "mfa_selections")]);
const WRONG_ANSWER: Step<'_> = ("answer", &[("answer_0", "no idea")]);
const CODE: Step<'_> = ("answer", &[("answer_0", "1234")]);
const ANSWER: Step<'_> = ("answer", &[("answer_0", "answer_0_0")]);
const CHOICE: Step<'_> = ("answer", &[("answer_0", "Yes")]);

/// How a session ends without success: what the user was asked for, and the error code if there was one.
type Exit<'a> = (Option<&'a str>, Option<&'a str>);

fn stages(documented: &Documented) -> Result<(), Failed> {
    run(async {
        let world = World::start().await?;
        let link = update_link(&world, &world.item().await?).await?;
        expect(&sessions(&world, &link).await?.len(), &0, "sessions of a page that nobody opened")?;

        let page = world.open(&link).await?;
        page.go(&[CONSENT, WRONG_PASSWORD]).await?;
        for events_are_told in [false, true] {
            world.sandbox.switch(|switches| switches.events_during_session = events_are_told);
            let open = last_session(&world, &link).await?;
            expect(&open.verdict(), &None, "the verdict on an open session")?;
            expect(&(open.finished_at, open.exit), &(None, None), "the end of an open session")?;
            expect(&open.events.is_empty(), &!events_are_told, "silence about an open session")?;
        }

        world.open(&link).await?.go(&[CONSENT, SIGN_IN, SELECT, FINISH]).await?;
        page.go(&[LEAVE]).await?;
        let both = sessions(&world, &link).await?;
        expect(&both.iter().filter(|session| session.finished_at.is_some()).count(), &2, "finished sessions")?;
        expect(&both.iter().filter(|session| session.exit.is_some()).count(), &1, "sessions that were left")?;
        world.check(documented)
    })
}

fn new_item(documented: &Documented) -> Result<(), Failed> {
    run(async {
        let world = World::start().await?;
        let link = world.client.create_link(new_link(Purpose::NewItem { user_id: None })).await?.value;
        let page = world.open(&link).await?;
        page.go(&[CONSENT, CHOOSE_BANK, SIGN_IN, SELECT, FINISH]).await?;
        let session = last_session(&world, &link).await?;
        expect(&session.verdict(), &Some(Verdict::Succeeded), "the verdict")?;
        let added = session.added.first().ok_or("a new Item without a public token")?;
        let bank = added.institution.as_ref().and_then(|bank| bank.institution_id.as_deref());
        expect(&bank, &Some(BANK), "the bank that was picked")?;
        let token = world.client.exchange(&added.public_token).await?.value.access_token;
        let accounts = world.client.accounts(&token).await?.value;
        expect(&accounts.len(), &2, "accounts")?;
        let granted = accounts.into_iter().map(|account| AddedAccount {
            account_id: Some(account.account_id),
            name: Some(account.name),
            mask: account.mask,
            kind: Some(account.kind),
            subtype: account.subtype,
        });
        expect(&added.accounts, &granted.collect(), "the accounts that were chosen")?;
        world.check(documented)
    })
}

fn update(documented: &Documented) -> Result<(), Failed> {
    let ways = [
        [CONSENT, SIGN_IN].as_slice(),
        &[CONSENT, WITH_DEVICE, CODE],
        &[CONSENT, WITH_QUESTIONS, ANSWER],
        &[CONSENT, WITH_CHOICE, CHOICE],
    ];
    run(async {
        for way in ways {
            let world = World::start().await?;
            let token = world.item().await?;
            world.client.sandbox_reset_login(&token).await?;
            for with_results in [false, true] {
                world.sandbox.switch(|switches| switches.results_in_update_mode = with_results);
                let link = update_link(&world, &token).await?;
                let page = world.open(&link).await?;
                page.go(way).await?;
                page.go(&[SELECT, FINISH]).await?;
                let session = last_session(&world, &link).await?;
                expect(&session.verdict(), &Some(Verdict::Succeeded), "the verdict")?;
                expect(&session.added.len(), &usize::from(with_results), "public tokens")?;
            }
            expect(&world.client.item(&token).await?.value.error, &None, "the error of an Item that was updated")?;
            world.check(documented)?;
        }
        Ok(())
    })
}

fn ways_out(documented: &Documented) -> Result<(), Failed> {
    let ways: [(&[Step<'_>], Exit<'_>); 9] = [
        (&[], (None, None)),
        (&[CONSENT], (Some("requires_credentials"), None)),
        (&[CONSENT, WRONG_PASSWORD], (Some("requires_credentials"), Some("INVALID_CREDENTIALS"))),
        (&[CONSENT, OTHER_USER], (Some("requires_credentials"), Some("INVALID_UPDATED_USERNAME"))),
        (&[CONSENT, LOCKED], (Some("requires_credentials"), Some("ITEM_LOCKED"))),
        (&[CONSENT, WITH_DEVICE, WRONG_ANSWER], (Some("requires_code"), Some("INVALID_MFA"))),
        (&[CONSENT, WITH_QUESTIONS], (Some("requires_questions"), None)),
        (&[CONSENT, WITH_CHOICE], (Some("requires_selections"), None)),
        (&[CONSENT, SIGN_IN], (Some("requires_account_selection"), None)),
    ];
    run(async {
        let world = World::start().await?;
        let token = world.item().await?;
        for (way, exit) in ways {
            let link = update_link(&world, &token).await?;
            let page = world.open(&link).await?;
            page.go(way).await?;
            page.go(&[LEAVE]).await?;
            let session = last_session(&world, &link).await?;
            expect_exit(&session, exit)?;
            let bank = session.exit.as_ref().and_then(plaid::Exit::institution_id);
            expect(&bank, &(!way.is_empty()).then_some(BANK), "the bank that was left")?;
        }
        world.check(documented)
    })
}

fn time_outs(documented: &Documented) -> Result<(), Failed> {
    run(async {
        let world = World::start().await?;
        let token = world.item().await?;

        let slow = update_link(&world, &token).await?;
        world.open(&slow).await?.go(&[CONSENT, SIGN_IN]).await?;
        world.sandbox.switch(|switches| switches.selection_timeout_s = 0);
        let exit = (Some("requires_account_selection"), Some("USER_INPUT_TIMEOUT"));
        expect_exit(&last_session(&world, &slow).await?, exit)?;

        let abandoned = update_link(&world, &token).await?;
        world.open(&abandoned).await?.go(&[CONSENT]).await?;
        world.sandbox.switch(|switches| switches.session_close_after_s = 0);
        expect_exit(&last_session(&world, &abandoned).await?, (Some("requires_credentials"), None))?;
        world.check(documented)
    })
}

fn oauth(documented: &Documented) -> Result<(), Failed> {
    run(async {
        let world = World::start().await?;
        let public_token = world.client.sandbox_public_token("ins_127287").await?.value;
        let token = world.client.exchange(&public_token).await?.value.access_token;

        let refused = update_link(&world, &token).await?;
        world.open(&refused).await?.go(&[CONSENT, DENY, LEAVE]).await?;
        let exit = (Some("requires_oauth"), Some("ACCESS_NOT_GRANTED"));
        expect_exit(&last_session(&world, &refused).await?, exit)?;

        let granted = update_link(&world, &token).await?;
        world.open(&granted).await?.go(&[CONSENT, AUTHORIZE, SELECT, FINISH]).await?;
        let session = last_session(&world, &granted).await?;
        expect(&session.verdict(), &Some(Verdict::Succeeded), "the verdict")?;
        expect(&session.events.iter().any(|event| event == "SUBMIT_CREDENTIALS"), &false, "credentials seen by Plaid")?;
        world.check(documented)
    })
}

async fn update_link(world: &World, access_token: &AccessToken) -> Result<Link, Failed> {
    Ok(world.client.create_link(new_link(Purpose::Update { access_token })).await?.value)
}

async fn sessions(world: &World, link: &Link) -> Result<Vec<LinkSession>, Failed> {
    Ok(world.client.link_progress(&link.token).await?.value.sessions)
}

async fn last_session(world: &World, link: &Link) -> Result<LinkSession, Failed> {
    Ok(sessions(world, link).await?.pop().ok_or("the page was opened, but there is no session")?)
}

fn expect_exit(session: &LinkSession, expected: Exit<'_>) -> Result<(), Failed> {
    let Some(Verdict::Exited(exit)) = session.verdict() else {
        return Err(format!("the session was left, but it is {:?}", session.verdict()).into());
    };
    expect(&(exit.step(), exit.error.as_ref().map(|error| error.code.as_str())), &expected, "the exit")
}

pub fn expect<T: PartialEq + std::fmt::Debug>(found: &T, expected: &T, what: &str) -> Result<(), Failed> {
    if found == expected { Ok(()) } else { Err(format!("{what}: {expected:?} expected, {found:?} found").into()) }
}
