//! The ways of signing in at a bank, and of failing to.

use bank_connections_tests::bank_page::{BankPage, PASSWORD, USER};
use bank_connections_tests::journey::{Journey, journey};
use bank_connections_tests::main_window::MainWindow;
use bank_connections_tests::{Trouble, simulator};

use crate::banks::PLATYPUS;

#[test]
fn an_update_with_a_code_from_a_device_is_confirmed() -> Result<(), Trouble> {
    journey(async |journey| {
        let (main, bank) = sign_in(journey, "mfa_device").await?;
        bank.answer("Security code", "1234").await?;
        bank.submit().await?;
        finish(&main, &bank).await
    })
}

#[test]
fn an_update_with_security_questions_is_confirmed() -> Result<(), Trouble> {
    journey(async |journey| {
        let (main, bank) = sign_in(journey, "mfa_questions_1_2").await?;
        bank.window().see("heading", "Answer your security questions").await?;
        let questions = bank.window().of_role("textbox", None).await?;
        assert_eq!(questions.len(), 2);
        for (number, question) in questions.iter().enumerate() {
            let name = bank.window().name_of(question).await?;
            bank.answer(&name, &format!("answer_0_{number}")).await?;
        }
        bank.submit().await?;
        finish(&main, &bank).await
    })
}

#[test]
fn an_update_with_a_choice_among_answers_is_confirmed() -> Result<(), Trouble> {
    journey(async |journey| {
        let (main, bank) = sign_in(journey, "mfa_selections").await?;
        bank.window().see("heading", "Confirm your sign-in").await?;
        for question in bank.window().named("radio", "Yes", None).await? {
            bank.window().click(&question).await?;
        }
        bank.submit().await?;
        finish(&main, &bank).await
    })
}

#[test]
fn a_wrong_password_can_be_put_right_in_the_same_window() -> Result<(), Trouble> {
    journey(async |journey| {
        let (main, bank) = sign_in(journey, "error_INVALID_CREDENTIALS").await?;
        bank.window().see_text("INVALID_CREDENTIALS").await?;
        assert!(simulator::item_at(journey.simulator(), PLATYPUS.id)?.error_code.is_some(), "nothing is repaired yet");
        bank.sign_in(USER, PASSWORD).await?;
        finish(&main, &bank).await
    })
}

async fn sign_in(journey: &mut Journey, password: &str) -> Result<(MainWindow, BankPage), Trouble> {
    let main = journey.start_ready().await?;
    main.choose(PLATYPUS.name).await?;
    main.begin_update().await?;
    let bank = journey.bank_page().await?;
    bank.consent().await?;
    bank.sign_in(USER, password).await?;
    Ok((main, bank))
}

async fn finish(main: &MainWindow, bank: &BankPage) -> Result<(), Trouble> {
    bank.select_and_finish().await?;
    main.confirmation("Updated").await?;
    main.done().await?;
    main.sees_status(PLATYPUS.name, "Active").await
}
