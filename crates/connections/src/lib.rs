//! The product without a screen: what bank connections are, how they are updated, and what is kept of them.
//!
//! [`Connections`] is the door: each of its methods is a use case with a file and an error of its own. No window, no
//! path and no environment variable is known here, and Plaid is known only through the `plaid` crate.

mod access;
mod access_tokens;
mod advance;
mod arrival;
mod audit;
mod bank_accounts;
mod check;
pub mod clock;
mod connections;
pub mod demo;
mod encryption;
mod health;
mod keyring;
mod list;
mod log;
mod mail;
pub mod model;
mod new_file;
mod news;
mod not_read;
mod notices;
mod orphans;
mod plaid_keys;
mod records;
mod refresh;
mod removal;
mod runs;
mod schedules;
mod settling;
mod spreadsheet;
mod statements;
pub mod store;
mod transactions;
mod tray;
mod update;
mod usable;
pub mod vault;

#[cfg(test)]
mod testing;

pub use self::{
    access::{
        Denied,
        idle::{LOCK_AFTER_MINUTES, LockSettingError},
        leave::{LeaveApplicationError, Locked},
        name::LONGEST_NAME,
        own_password::ChangePasswordError,
        recovery::RecoveryError,
        set_up::{DEMO_ACCOUNTANT, DEMO_INTEGRATION_USER, DEMO_PASSWORD, SetUpError},
        sign_in::{Entrance, SignInError},
        users::{UserOverview, UsersError},
    },
    arrival::{
        duplicate::{Decided, Duplicate, DuplicateChoice, DuplicateError},
        exchange::NoExchange,
        give_up::GiveUpError,
        offer::{ExistingConnection, OfferedAccount},
        start::StartError,
    },
    audit::{
        export::{ExportError, ExportFormat, Exported, Spellings},
        page::{AuditEntry, AuditError, AuditPage},
    },
    bank_accounts::{
        BankAccountsError,
        import::{
            BankAccountImportError, BankAccountImportPreview, BankAccountsImported, FileError, MOST_BYTES, MOST_ROWS,
        },
        list::{BankAccountOverview, BankAccounts, FeedOverview, SuggestionOverview},
    },
    check::CheckError,
    clock::Clock,
    connections::{Config, Connections, OpenError},
    encryption::{
        change::{KeyChange, KeyChangeError},
        opening::{BehindReason, FileBehind},
        overview::{EncryptionError, EncryptionOverview},
    },
    keyring::KeyringError,
    list::{ConnectionOverview, ListError},
    log::LogError,
    mail::{
        MESSAGES_AT_ONCE, MailSettingsError, MessageError, MessagePage, Outbox, OutboxDelivery, OutboxError,
        OutboxMessage, RemovalTrouble, SendAgainError, SupportCase, SupportReason, TestAnswer, TestDelivery,
        TestMessageError, TroubleOf, support_text,
    },
    not_read::NotRead,
    notices::{
        Notice,
        setting::{NotificationSetting, NotificationSettingError},
    },
    orphans::{
        held::KeyringSearch,
        overview::{LostLogin, OrphanOverview, Orphans, OrphansError},
        remove::RemoveOrphansError,
        sweep::SweepError,
        watch::Availability,
    },
    plaid_keys::{KeysTaken, PlaidKeysError, Proof},
    records::{
        BackupFailure, Usability,
        keep::{BACKUP_AGAIN_AFTER, BACKUP_EVERY, BackUpError},
        overview::{BackupOverview, RecordsCondition, RecordsError, RecordsOverview, records_that_do_not_open},
        restore::{RestoreError, RestoreOrder, begin_anew},
    },
    refresh::{
        list::RefreshAccount,
        run::{AccountRefreshed, StartRefreshError},
    },
    removal::{
        overview::{FailedRemoval, RemovalOverview},
        remove::{Removal, RemoveError},
    },
    runs::{EndedRun, Progress, Run, RunKind, UnderWay},
    schedules::{ScheduleError, list::ScheduleOverview, pause::PauseError, time_zone},
    settling::{recovery::RecoverError, retry::RetryError},
    statements::{
        doubtful::DoubtfulError,
        export::StatementFormat,
        gaps::{GapError, GapsOf},
        import::{AccountImported, StartImportError},
        list::MostLinesError,
        usable::{ImportAccount, ImportAccountsError},
    },
    store::StoreError,
    tray::TraySettingError,
    update::{
        leave::LeaveError,
        mapping::{AmbiguityOverview, Mapping, MappingError},
        page::PageError,
        results::{ResultsError, UpdateResult},
        session::{SessionError, SessionOverview, Stage},
        start::{COMPLETION_REDIRECT, Opened, UpdateError, UpdateStart},
    },
    usable::Unusable,
    vault::{KeyringTrouble, Vault, VaultError},
};
