//! What a user may be called: nothing that another user, or the application itself, could be taken for.

use icu_casemap::CaseMapper;
use icu_normalizer::ComposingNormalizer;
use icu_properties::{
    CodePointMapData, CodePointSetData,
    props::{DefaultIgnorableCodePoint, GeneralCategory},
};

use crate::{connections::ITSELF, store::backups::NOBODY};

/// The most characters of a name.
pub const LONGEST_NAME: usize = 60;

/// What stands in the audit where no user did something.
const RESERVED: [&str; 2] = [ITSELF, NOBODY];

/// A name that can be given, without what surrounds it.
pub(super) fn named(text: &str) -> Option<String> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = ComposingNormalizer::new_nfc().normalize(&name).into_owned();
    let is_fine = !name.is_empty()
        && name.chars().count() <= LONGEST_NAME
        && name.chars().all(is_seen)
        && !RESERVED.iter().any(|reserved| are_alike(&name, reserved));
    is_fine.then_some(name)
}

/// Whether two names are one to whoever reads them, however they are written.
pub(super) fn are_alike(one: &str, other: &str) -> bool {
    folded(one) == folded(other)
}

/// Whether a character stands for something on every screen, and changes nothing around it. The signs that steer the
/// direction of a text are among those that don't.
fn is_seen(character: char) -> bool {
    let is_ignorable = CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(character);
    let is_nothing = matches!(
        CodePointMapData::<GeneralCategory>::new().get(character),
        GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator
            | GeneralCategory::PrivateUse
            | GeneralCategory::Unassigned
    );
    !is_ignorable && !is_nothing
}

fn folded(name: &str) -> String {
    let compatible = ComposingNormalizer::new_nfkc();
    let folded = CaseMapper::new().fold_string(&compatible.normalize(name)).into_owned();
    compatible.normalize(&folded).into_owned()
}
