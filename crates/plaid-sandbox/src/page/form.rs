//! From a form to an action.

use crate::world::Action;

/// What the form asks for. `None` if it is no form of ours.
pub(super) fn action(name: &str, body: &[u8]) -> Option<Action> {
    let fields: Vec<(String, String)> = url::form_urlencoded::parse(body).into_owned().collect();
    let all = |name: &str| -> Vec<String> {
        fields.iter().filter(|(field, _)| field == name).map(|(_, value)| value.clone()).collect()
    };
    let one = |name: &str| all(name).into_iter().next();
    match name {
        "continue" => Some(Action::Continue),
        "choose_bank" => Some(Action::ChooseBank(one("institution_id")?)),
        "change_bank" => Some(Action::ChangeBank),
        "sign_in" => Some(Action::SignIn { username: one("username")?, password: one("password")? }),
        // One field a question, each under its number.
        "answer" => Some(Action::Answer((0..).map_while(|number| one(&format!("answer_{number}"))).collect())),
        "select" => Some(Action::Select(all("account"))),
        "finish" => Some(Action::Finish),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_checked_accounts_are_all_selected() {
        let selected = action("select", b"account=checking&account=credit-card");
        assert_eq!(selected, Some(Action::Select(vec!["checking".to_owned(), "credit-card".to_owned()])));
        assert_eq!(action("select", b""), Some(Action::Select(Vec::new())));
    }

    #[test]
    fn answers_come_in_the_order_of_their_questions() {
        let answered = action("answer", b"answer_1=b&answer_0=a");
        assert_eq!(answered, Some(Action::Answer(vec!["a".to_owned(), "b".to_owned()])));
    }

    #[test]
    fn a_form_that_is_not_ours_asks_for_nothing() {
        assert_eq!(action("authorize", b""), None);
        assert_eq!(action("sign_in", b"username=user_good"), None);
    }
}
