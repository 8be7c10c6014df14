//! Schedules, and pausing a connection.

use connections::{
    NotificationSettingError, PauseError, ScheduleError, TraySettingError,
    model::schedule::{LONGEST_SCHEDULE_NAME, MOST_RECIPIENTS, MOST_SPREAD_MINUTES},
};

use super::super::problem::{Code, Problem};

impl From<ScheduleError> for Problem {
    fn from(error: ScheduleError) -> Self {
        let message = error.to_string();
        let hint = match error {
            ScheduleError::Name => {
                format!("Give the schedule a name of 1 to {LONGEST_SCHEDULE_NAME} characters that can be seen.")
            }
            ScheduleError::NameTaken => "Another schedule has this name. Give it another one.".to_owned(),
            ScheduleError::TimeZone(_) => "Choose a time zone of the list, such as Europe/Berlin.".to_owned(),
            ScheduleError::Spread => format!("Choose a random wait of at most {MOST_SPREAD_MINUTES} minutes."),
            ScheduleError::NothingChosen => "Choose at least one account, or all of them.".to_owned(),
            ScheduleError::NoSuchAccount => "One of the accounts is not there any more. Choose again.".to_owned(),
            ScheduleError::Recipient(address) => format!("“{address}” is not an e-mail address."),
            ScheduleError::TooManyRecipients => format!("A summary goes to at most {MOST_RECIPIENTS} addresses."),
            ScheduleError::Never => "Choose another time.".to_owned(),
            ScheduleError::UnderWay => return Self::new(Code::ScheduleRunning, message),
            ScheduleError::NotFound => return Self::new(Code::NotFound, message),
            ScheduleError::Denied(denied) => return denied.into(),
            ScheduleError::Store(error) => return error.into(),
        };
        Self::new(Code::InvalidSchedule, message).with_hint(hint)
    }
}

impl From<TraySettingError> for Problem {
    fn from(error: TraySettingError) -> Self {
        match error {
            TraySettingError::Denied(denied) => denied.into(),
            TraySettingError::Store(error) => error.into(),
        }
    }
}

impl From<NotificationSettingError> for Problem {
    fn from(error: NotificationSettingError) -> Self {
        match error {
            NotificationSettingError::Denied(denied) => denied.into(),
            NotificationSettingError::Store(error) => error.into(),
        }
    }
}

impl From<PauseError> for Problem {
    fn from(error: PauseError) -> Self {
        match error {
            PauseError::Denied(denied) => denied.into(),
            PauseError::NotFound => Self::new(Code::NotFound, error.to_string()),
            PauseError::Obsolete => Self::new(Code::ConnectionObsolete, error.to_string()),
            PauseError::Store(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use connections::Denied;

    use super::*;

    #[test]
    fn every_refusal_of_a_schedule_says_what_can_be_done() {
        for error in [
            ScheduleError::Name,
            ScheduleError::NameTaken,
            ScheduleError::TimeZone("Nowhere".to_owned()),
            ScheduleError::Spread,
            ScheduleError::NothingChosen,
            ScheduleError::NoSuchAccount,
            ScheduleError::Recipient("nobody".to_owned()),
            ScheduleError::TooManyRecipients,
            ScheduleError::Never,
        ] {
            let problem = Problem::from(error);
            assert_eq!(problem.code, Code::InvalidSchedule);
            assert!(problem.hint.is_some(), "{problem:?}");
        }
        for (problem, code) in [
            (Problem::from(ScheduleError::Denied(Denied::NotAllowed)), Code::NotAllowed),
            (ScheduleError::NotFound.into(), Code::NotFound),
            (ScheduleError::UnderWay.into(), Code::ScheduleRunning),
            (PauseError::Obsolete.into(), Code::ConnectionObsolete),
        ] {
            assert_eq!(problem.code, code, "{problem:?}");
        }
    }
}
