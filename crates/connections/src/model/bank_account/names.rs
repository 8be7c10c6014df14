//! What a bank account may be called.

/// How many characters a code has at most.
pub const LONGEST_CODE: usize = 40;
/// How many characters a name has at most.
pub const LONGEST_NAME: usize = 120;

/// Why a text can't be a code or a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// There is nothing in it.
    #[error("it is empty")]
    Empty,
    /// It has more characters than are kept.
    #[error("it is too long")]
    TooLong,
    /// It has characters that can't be seen, such as a line break.
    #[error("it has a line break or another character that can't be seen")]
    Unprintable,
}

/// A code as it is kept: without space around it, and with single spaces within.
///
/// # Errors
/// Where it is no code.
pub fn tidy_code(text: &str) -> Result<String, NameError> {
    tidy(text, LONGEST_CODE)
}

/// A name as it is kept: without space around it, and with single spaces within.
///
/// # Errors
/// Where it is no name.
pub fn tidy_name(text: &str) -> Result<String, NameError> {
    tidy(text, LONGEST_NAME)
}

/// A note of one line as it is kept.
///
/// # Errors
/// Where it can't be taken.
pub fn tidy_note(text: &str, longest: usize) -> Result<String, NameError> {
    tidy(text, longest)
}

/// The same for every way of writing a code: `a 1` and `A  1` are one.
#[must_use]
pub fn code_key(code: &str) -> String {
    words(code).to_lowercase()
}

fn tidy(text: &str, longest: usize) -> Result<String, NameError> {
    let text = words(text);
    if text.is_empty() {
        return Err(NameError::Empty);
    }
    if text.chars().any(is_unseen) {
        return Err(NameError::Unprintable);
    }
    if text.chars().count() > longest {
        return Err(NameError::TooLong);
    }
    Ok(text)
}

/// The words of a text, one space between two. Line breaks stay: they are no space that somebody typed.
fn words(text: &str) -> String {
    let is_space = |letter: char| letter.is_whitespace() && !matches!(letter, '\n' | '\r');
    text.trim().split(is_space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether nothing is to be seen of a character, so that two codes would look alike and not be.
fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_kept_tidy() {
        for (text, code) in [("1010", Ok("1010")), ("  A \u{a0}1\t", Ok("A 1")), (" ", Err(NameError::Empty))] {
            assert_eq!(tidy_code(text), code.map(str::to_owned), "{text:?}");
        }
        assert_eq!(tidy_code(&"9".repeat(40)).unwrap().len(), 40);
        assert_eq!(tidy_code(&"9".repeat(41)), Err(NameError::TooLong));
        for unseen in ["10\n10", "10\u{200b}10", "10\u{202e}10", "10\u{7}"] {
            assert_eq!(tidy_name(unseen), Err(NameError::Unprintable), "{unseen:?}");
        }
    }

    #[test]
    fn a_code_is_the_same_however_it_is_written() {
        assert_eq!(code_key(" bank  é1"), code_key("BANK É1"));
        assert_ne!(code_key("1010"), code_key("10 10"));
    }
}
