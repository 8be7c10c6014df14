//! From what the core says to what the screens draw.

use std::str::FromStr;

use connections::{
    AmbiguityOverview, ConnectionOverview, Mapping, SessionOverview, Stage, UpdateResult,
    model::{
        account::{AccountConnection, ReportedAccount},
        connection::{Institution, Status, UpdateReason},
        link_session::{Outcome, Place},
        result::{self, ResultLine},
        user::{Role, User},
    },
};

use super::{
    AccountView, AmbiguityView, ChangeKind, ChangeView, Code, ConnectionView, InstitutionView, LeaveRequestView,
    MappingView, OutcomeView, PlaceView, Problem, ReasonView, ReportedView, RoleView, SessionView, StageView,
    StatusKind, StatusView, UpdateResultView, UserView,
};
use crate::link::guard::Wish;

/// Reads an id that the main window names. One that can't be read is one that does not exist.
pub fn id<Id: FromStr>(text: &str) -> Result<Id, Problem> {
    text.parse().map_err(|_| Problem::new(Code::NotFound, "there is no record with such an id"))
}

impl From<&User> for UserView {
    fn from(user: &User) -> Self {
        let role = match user.role {
            Role::IntegrationUser => RoleView::IntegrationUser,
            Role::Accountant => RoleView::Accountant,
        };
        Self { name: user.name.clone(), role }
    }
}

impl From<Institution> for InstitutionView {
    fn from(institution: Institution) -> Self {
        Self { id: institution.id, name: institution.name }
    }
}

impl From<Status> for StatusView {
    fn from(status: Status) -> Self {
        let (kind, reason) = match status {
            Status::Active => (StatusKind::Active, None),
            Status::NeedsUpdate(reason) => (StatusKind::NeedsUpdate, Some(reason.into())),
            Status::Updating => (StatusKind::Updating, None),
            Status::UpdateInterrupted => (StatusKind::UpdateInterrupted, None),
            Status::AwaitingMapping => (StatusKind::AwaitingMapping, None),
            Status::NeedsReconnecting => (StatusKind::NeedsReconnecting, None),
            Status::BankUnavailable => (StatusKind::BankUnavailable, None),
            Status::Obsolete => (StatusKind::Obsolete, None),
        };
        Self { kind, reason }
    }
}

impl From<UpdateReason> for ReasonView {
    fn from(reason: UpdateReason) -> Self {
        match reason {
            UpdateReason::CredentialsChanged => Self::CredentialsChanged,
            UpdateReason::MfaChanged => Self::MfaChanged,
            UpdateReason::LoginLocked => Self::LoginLocked,
            UpdateReason::ConsentEnds => Self::ConsentEnds,
            UpdateReason::NewAccounts => Self::NewAccounts,
        }
    }
}

impl From<AccountConnection> for AccountView {
    fn from(account: AccountConnection) -> Self {
        Self {
            id: account.id.to_string(),
            number: account.number.to_string(),
            name: account.details.name,
            official_name: account.details.official_name,
            mask: account.details.mask,
            kind: account.details.kind,
            subtype: account.details.subtype,
            currency: account.details.currency,
            active: account.active,
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

impl From<ConnectionOverview> for ConnectionView {
    fn from(overview: ConnectionOverview) -> Self {
        let ConnectionOverview { connection, accounts, status, can_update } = overview;
        Self {
            id: connection.id.to_string(),
            institution: connection.institution.into(),
            status: status.into(),
            consent_ends_at: connection.consent_ends_at.map(|time| time.to_string()),
            updated_at: connection.updated_at.map(|time| time.to_string()),
            accounts: accounts.into_iter().map(AccountView::from).collect(),
            can_update,
        }
    }
}

impl From<Wish> for LeaveRequestView {
    fn from(wish: Wish) -> Self {
        match wish {
            Wish::Close => Self::Close,
            Wish::Quit => Self::Quit,
        }
    }
}

impl SessionView {
    /// A session with the wish to leave it that waits for an answer.
    pub fn new(session: SessionOverview, wish: Option<Wish>) -> Self {
        Self {
            id: session.id.to_string(),
            connection_id: session.connection.to_string(),
            institution: session.institution.into(),
            stage: session.stage.into(),
            place: session.place.into(),
            leave_requested: wish.map(LeaveRequestView::from),
            problem: session.setback.map(Problem::from),
            retry_at: session.retry_at.map(|time| time.to_string()),
        }
    }
}

impl From<Stage> for StageView {
    fn from(stage: Stage) -> Self {
        match stage {
            Stage::Requested => Self::Requested,
            Stage::Open => Self::Open,
            Stage::Settling => Self::Settling,
            Stage::Waiting => Self::Waiting,
            Stage::AwaitingMapping => Self::AwaitingMapping,
        }
    }
}

impl From<Place> for PlaceView {
    fn from(place: Place) -> Self {
        match place {
            Place::Window => Self::Window,
            Place::Browser => Self::Browser,
        }
    }
}

impl From<UpdateResult> for UpdateResultView {
    fn from(result: UpdateResult) -> Self {
        Self {
            session_id: result.session.to_string(),
            connection_id: result.connection.to_string(),
            institution: result.institution.into(),
            outcome: result.outcome.into(),
            recovered: result.recovered,
            status: result.status.into(),
            settled_at: result.settled_at.to_string(),
            changes: result.lines.into_iter().map(ChangeView::from).collect(),
        }
    }
}

impl From<Outcome> for OutcomeView {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Updated => Self::Updated,
            Outcome::Repaired => Self::Repaired,
            Outcome::Unchanged => Self::Unchanged,
            Outcome::Unread => Self::Unread,
            Outcome::NotOpened => Self::NotOpened,
        }
    }
}

impl From<ResultLine> for ChangeView {
    fn from(line: ResultLine) -> Self {
        Self {
            kind: line.kind.into(),
            number: line.number.to_string(),
            name: line.name,
            mask: line.mask,
            account_kind: line.account_kind,
            subtype: line.subtype,
        }
    }
}

impl From<result::ChangeKind> for ChangeKind {
    fn from(kind: result::ChangeKind) -> Self {
        match kind {
            result::ChangeKind::Kept => Self::Kept,
            result::ChangeKind::AccountIdChanged => Self::AccountIdChanged,
            result::ChangeKind::NowInactive => Self::NowInactive,
            result::ChangeKind::ActiveAgain => Self::ActiveAgain,
            result::ChangeKind::StillInactive => Self::StillInactive,
            result::ChangeKind::New => Self::New,
        }
    }
}

impl From<Mapping> for MappingView {
    fn from(mapping: Mapping) -> Self {
        Self {
            session_id: mapping.session.to_string(),
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
