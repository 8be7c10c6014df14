//! The accounts that only the user can tell apart.

use connections::{AmbiguityOverview, Mapping, model::account::ReportedAccount};
use serde::Serialize;
use ts_rs::TS;

use super::{AccountView, InstitutionView, PurposeView};

/// What the user has to tell apart.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MappingView {
    /// The link session.
    pub session_id: String,
    /// What the session is for.
    pub purpose: PurposeView,
    /// The bank.
    pub institution: InstitutionView,
    /// Group by group.
    pub ambiguities: Vec<AmbiguityView>,
}

/// Accounts on record and reported accounts of which more than one pairing is possible.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AmbiguityView {
    /// On record.
    pub on_record: Vec<AccountView>,
    /// Reported by the bank.
    pub reported: Vec<ReportedView>,
}

/// An account as the bank reports it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReportedView {
    /// What a decision names it by.
    pub account_id: String,
    /// The name at the bank.
    pub name: String,
    /// The longer name, where the bank tells one.
    pub official_name: Option<String>,
    /// The last digits of the account number.
    pub mask: Option<String>,
    /// Plaid's type.
    pub kind: String,
    /// Plaid's subtype.
    pub subtype: Option<String>,
    /// The currency.
    pub currency: Option<String>,
}

impl From<Mapping> for MappingView {
    fn from(mapping: Mapping) -> Self {
        Self {
            session_id: mapping.session.to_string(),
            purpose: mapping.purpose.into(),
            institution: mapping.institution.into(),
            ambiguities: mapping.ambiguities.into_iter().map(AmbiguityView::from).collect(),
        }
    }
}

impl From<AmbiguityOverview> for AmbiguityView {
    fn from(ambiguity: AmbiguityOverview) -> Self {
        Self {
            on_record: ambiguity.on_record.into_iter().map(AccountView::from).collect(),
            reported: ambiguity.reported.into_iter().map(ReportedView::from).collect(),
        }
    }
}

impl From<ReportedAccount> for ReportedView {
    fn from(account: ReportedAccount) -> Self {
        Self {
            account_id: account.account_id,
            name: account.details.name,
            official_name: account.details.official_name,
            mask: account.details.mask,
            kind: account.details.kind,
            subtype: account.details.subtype,
            currency: account.details.currency,
        }
    }
}
