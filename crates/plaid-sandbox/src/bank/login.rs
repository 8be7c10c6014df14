//! Signing in at a test bank: what a username and a password lead to.
//!
//! The documented test passwords decide: `pass_good`, the three kinds of MFA, and `error_<CODE>`.

use serde::{Deserialize, Serialize};

use super::{BankAccount, Health, Institution, custom};

/// The usernames that a test bank knows. The second is there so that one bank can be connected twice.
const USERNAMES: [&str; 2] = ["user_good", "user_second"];

/// The username whose password describes the accounts in JSON.
const CUSTOM_USERNAME: &str = "user_custom";

/// The code that every device shows.
const DEVICE_CODE: &str = "1234";

/// What the bank says to a username and a password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Signed in; these are the accounts.
    Accepted(Vec<BankAccount>),
    /// Right so far; the challenge stands before the accounts.
    Challenged(Challenge, Vec<BankAccount>),
    /// Refused, with Plaid's error code.
    Refused(String),
}

/// What the bank asks for after the password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Challenge {
    /// The code that was sent to a device.
    Device,
    /// Questions with free answers, in rounds. Counted from zero.
    Questions { round: u8, rounds: u8, questions: u8 },
    /// Questions with answers to choose from.
    Selections,
}

/// What an answer to a challenge leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Round {
    /// Everything was answered.
    Passed,
    /// Right; this is asked next.
    Next(Challenge),
    /// At least one answer was wrong.
    Failed,
}

impl Challenge {
    /// What is asked, one text an answer.
    pub(crate) fn prompts(&self) -> Vec<String> {
        match self {
            Self::Device => vec!["Security code".to_owned()],
            Self::Questions { round, questions, .. } => {
                (0..*questions).map(|index| format!("What is answer_{round}_{index}?")).collect()
            }
            Self::Selections => vec!["Do you recognize the last sign-in to your account?".to_owned()],
        }
    }

    /// The answers to choose from. Empty where the answer is typed.
    pub(crate) const fn choices(&self) -> &'static [&'static str] {
        match self {
            Self::Device | Self::Questions { .. } => &[],
            Self::Selections => &["Yes", "No", "I am not sure"],
        }
    }

    pub(crate) fn answer(&self, answers: &[String]) -> Round {
        let expected: Vec<String> = match self {
            Self::Device => vec![DEVICE_CODE.to_owned()],
            Self::Questions { round, questions, .. } => {
                (0..*questions).map(|index| format!("answer_{round}_{index}")).collect()
            }
            Self::Selections => vec!["Yes".to_owned()],
        };
        let right = answers.iter().map(|answer| answer.trim()).eq(expected.iter().map(String::as_str));
        match self {
            _ if !right => Round::Failed,
            Self::Questions { round, rounds, questions } if round + 1 < *rounds => {
                Round::Next(Self::Questions { round: round + 1, rounds: *rounds, questions: *questions })
            }
            Self::Device | Self::Questions { .. } | Self::Selections => Round::Passed,
        }
    }
}

/// Signs in. `known_as` is the username of the Item that is being updated: another one is refused.
pub(crate) fn sign_in(bank: &Institution, username: &str, password: &str, known_as: Option<&str>) -> Verdict {
    let username = username.trim();
    if bank.health == Health::Down {
        return Verdict::Refused("INSTITUTION_DOWN".to_owned());
    }
    if known_as.is_some_and(|known_as| known_as != username) {
        return Verdict::Refused("INVALID_UPDATED_USERNAME".to_owned());
    }
    if username == CUSTOM_USERNAME {
        return match custom::read(password) {
            Some(custom::Custom::Accounts(accounts)) => Verdict::Accepted(accounts),
            Some(custom::Custom::Error(code)) => Verdict::Refused(code),
            None => wrong(),
        };
    }
    if !USERNAMES.contains(&username) {
        return wrong();
    }
    match password {
        "pass_good" => Verdict::Accepted(bank.accounts()),
        "mfa_device" => Verdict::Challenged(Challenge::Device, bank.accounts()),
        "mfa_selections" => Verdict::Challenged(Challenge::Selections, bank.accounts()),
        _ => match (questions(password), password.strip_prefix("error_")) {
            (Some(challenge), _) => Verdict::Challenged(challenge, bank.accounts()),
            (None, Some(code)) => Verdict::Refused(code.to_owned()),
            (None, None) => wrong(),
        },
    }
}

fn wrong() -> Verdict {
    Verdict::Refused("INVALID_CREDENTIALS".to_owned())
}

/// `mfa_questions_<rounds>_<questions>`, both from 1 to 9.
fn questions(password: &str) -> Option<Challenge> {
    let (rounds, questions) = password.strip_prefix("mfa_questions_")?.split_once('_')?;
    let (rounds, questions) = (rounds.parse().ok()?, questions.parse().ok()?);
    let allowed = 1..=9;
    (allowed.contains(&rounds) && allowed.contains(&questions)).then_some(Challenge::Questions {
        round: 0,
        rounds,
        questions,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::institution;

    fn verdict(username: &str, password: &str) -> Verdict {
        sign_in(institution("ins_109508").expect("a test bank"), username, password, None)
    }

    fn refused(code: &str) -> Verdict {
        Verdict::Refused(code.to_owned())
    }

    #[test]
    fn the_documented_passwords_lead_where_they_should() {
        assert!(matches!(verdict("user_good", "pass_good"), Verdict::Accepted(_)));
        assert!(matches!(verdict("user_good", "mfa_device"), Verdict::Challenged(Challenge::Device, _)));
        assert!(matches!(verdict("user_good", "mfa_selections"), Verdict::Challenged(Challenge::Selections, _)));
        assert_eq!(verdict("user_good", "error_ITEM_LOCKED"), refused("ITEM_LOCKED"));
        assert_eq!(verdict("user_good", "secret"), refused("INVALID_CREDENTIALS"));
        assert_eq!(verdict("nobody", "pass_good"), refused("INVALID_CREDENTIALS"));
        assert_eq!(verdict("user_good", "mfa_questions_0_2"), refused("INVALID_CREDENTIALS"));
    }

    #[test]
    fn questions_are_asked_round_by_round() {
        let Verdict::Challenged(first, _) = verdict("user_good", "mfa_questions_2_1") else { panic!("not asked") };
        assert_eq!(first.answer(&["answer_1_0".to_owned()]), Round::Failed);
        let Round::Next(second) = first.answer(&["answer_0_0".to_owned()]) else { panic!("no second round") };
        assert_eq!(second.prompts(), ["What is answer_1_0?"]);
        assert_eq!(second.answer(&["answer_1_0".to_owned()]), Round::Passed);
    }

    #[test]
    fn an_update_with_another_username_is_refused_whatever_the_password() {
        let bank = institution("ins_109508").expect("a test bank");
        let verdict = sign_in(bank, "user_second", "pass_good", Some("user_good"));
        assert_eq!(verdict, refused("INVALID_UPDATED_USERNAME"));
    }

    #[test]
    fn a_bank_that_is_down_lets_nobody_in() {
        let bank = institution("ins_132361").expect("a test bank");
        assert_eq!(sign_in(bank, "user_good", "pass_good", None), refused("INSTITUTION_DOWN"));
    }
}
