//! Every command that the main window may call, once: its name, its argument, its answer.
//!
//! From this table come the invoke handler (`commands`), the list that the access control is built from (`build.rs`,
//! which includes this very file) and the TypeScript map (`commands::bindings`). A command that is not in it does not
//! exist. Nothing but the table belongs here: the build script compiles it without the rest of the crate.

macro_rules! command_table {
    ($expand:ident) => {
        $expand! {
            /// What the application is doing: starting, blocked by a problem, or ready.
            application(NoArgument) -> ApplicationView,
            /// Tries to start again after a problem.
            retry_start(NoArgument) -> (),
            /// Creates the integration user, where there is none, and signs that user in.
            set_up(SetUpArgument) -> RecoveryCodeView,
            /// Signs a user in.
            sign_in(SignInArgument) -> PasswordAnswerView,
            /// Becomes another user of the demo, without a password.
            switch_user(UserArgument) -> (),
            /// Sets the integration user's password anew with the recovery code, and signs that user in.
            recover_password(RecoverArgument) -> RecoveryAnswerView,
            /// Wishes to sign out. Asks first while a session is open.
            sign_out(NoArgument) -> (),
            /// Wishes to lock. Asks first while a session is open.
            lock(NoArgument) -> (),
            /// Says that somebody is at the keyboard.
            is_active(NoArgument) -> (),
            /// How easily a password that is being chosen is guessed.
            password_strength(StrengthArgument) -> StrengthView,
            /// Changes the password of the user who is signed in.
            change_password(ChangePasswordArgument) -> PasswordAnswerView,
            /// Makes a new recovery code for the integration user.
            renew_recovery_code(PasswordArgument) -> RecoveryAnswerView,
            /// Says that the recovery code, which is shown once, is written down.
            keep_recovery_code(NoArgument) -> (),
            /// All users, also those whose access was taken away.
            users(NoArgument) -> Vec<UserRowView>,
            /// Adds an accountant.
            add_accountant(AddAccountantArgument) -> (),
            /// Gives an accountant another first password.
            reset_password(UserPasswordArgument) -> (),
            /// Takes the access of an accountant away.
            remove_user(UserArgument) -> (),
            /// When the application locks.
            lock_setting(NoArgument) -> LockSettingView,
            /// Sets when the application locks.
            set_lock_setting(LockSettingArgument) -> (),
            /// All connections with their accounts.
            bank_connections(NoArgument) -> Vec<ConnectionView>,
            /// The firm's own bank accounts, what feeds each, and what may be meant to.
            bank_accounts(NoArgument) -> BankAccountsView,
            /// Adds a bank account.
            add_bank_account(AddBankAccountArgument) -> (),
            /// Changes the code or the name of a bank account, or whether it is in use.
            change_bank_account(ChangeBankAccountArgument) -> (),
            /// Has an account connection feed a bank account.
            link_bank_account(LinkBankAccountArgument) -> (),
            /// Has it not be suggested any more that an account connection feeds a bank account.
            refuse_suggestion(SuggestionArgument) -> (),
            /// Has everything be suggested again that was refused.
            suggest_again(NoArgument) -> (),
            /// Takes what feeds a bank account away from it. Its statements stay.
            unlink_bank_account(BankAccountArgument) -> (),
            /// Has the statements of a bank account begin elsewhere, as long as there are none.
            change_opening(ChangeOpeningArgument) -> (),
            /// Says what a bank account had before its first statement. The next statement makes up for the difference.
            correct_opening(CorrectOpeningArgument) -> (),
            /// What a list of bank accounts would add and change. Nothing is written.
            preview_bank_accounts(BankAccountFileArgument) -> BankAccountImportPreviewView,
            /// Takes over what the preview of a list showed.
            import_bank_accounts(ImportBankAccountsArgument) -> BankAccountsImportedView,
            /// The link sessions under way, the most pressing first.
            sessions(NoArgument) -> Vec<SessionView>,
            /// The results of sessions that the user has not acknowledged, the oldest first.
            results(NoArgument) -> Vec<UpdateResultView>,
            /// Begins the update of a connection and opens the Link window.
            start_update(StartUpdateArgument) -> UpdateStartView,
            /// Begins to connect a bank and opens the Link window.
            start_connect(NoArgument) -> SessionStartView,
            /// Begins to put a new login in the place of the present one and opens the Link window.
            start_replace(ConnectionArgument) -> SessionStartView,
            /// Begins to give a removed connection a new login and opens the Link window.
            start_reconnect(ConnectionArgument) -> SessionStartView,
            /// Shows the Link window of an open session, building it anew where it is gone.
            show_link_window(SessionArgument) -> (),
            /// Continues the open session in the user's browser.
            open_in_browser(SessionArgument) -> (),
            /// Takes the wish to leave back: the session goes on.
            stay(SessionArgument) -> (),
            /// Leaves the open session, and the application where the wish was to quit.
            leave(SessionArgument) -> (),
            /// Wishes to quit. Asks first while a session is open.
            request_quit(NoArgument) -> (),
            /// Reads now what an interrupted update left behind.
            retry_settling(ConnectionArgument) -> (),
            /// Tries now a session that waits, also one whose bank is not connected yet.
            retry_session(SessionArgument) -> (),
            /// A bank that looks connected already, of which the user has to say what is wanted.
            duplicate(SessionArgument) -> DuplicateView,
            /// What the user wants of it.
            decide_duplicate(DecideDuplicateArgument) -> DecidedView,
            /// Gives up a session that brings a new login and waits. The login is removed where it was made.
            give_up(SessionArgument) -> (),
            /// What the user has to tell apart before a session can be settled.
            mapping(SessionArgument) -> MappingView,
            /// What the user told apart.
            decide_mapping(DecideMappingArgument) -> (),
            /// Takes the result of a session off the screen.
            acknowledge_result(SessionArgument) -> (),
            /// Removes a connection at Plaid. Its accounts and their history stay.
            remove_connection(ConnectionArgument) -> RemovedView,
            /// Tries now what is left of the removals of a connection.
            retry_removal(ConnectionArgument) -> (),
            /// Every session and every removal, the newest first.
            connection_log(NoArgument) -> Vec<LogEntryView>,
            /// A part of the audit: who did what, the newest first.
            audit(AuditArgument) -> AuditPageView,
            /// What the last check of the audit found.
            audit_state(NoArgument) -> AuditStateView,
            /// Checks the audit now.
            check_audit(NoArgument) -> AuditStateView,
            /// Writes entries of the audit into a new file in the user's folder of downloads.
            export_audit(ExportAuditArgument) -> ExportedView,
            /// Shows the file that was exported last in the file manager.
            show_export(NoArgument) -> (),
            /// How mail is sent, or `null` where that is not set up.
            mail_settings(NoArgument) -> Option<MailSettingsView>,
            /// Keeps how mail is sent, its password in the keyring.
            save_mail_settings(MailSettingsArgument) -> (),
            /// Forgets how mail is sent, and its password.
            forget_mail_settings(NoArgument) -> (),
            /// Sends a test message with settings that need not be kept yet.
            send_test_message(MailSettingsArgument) -> TestMessageView,
            /// Whether messages can go out, and how many wait for that.
            outbox(NoArgument) -> OutboxView,
            /// A part of the messages, what has not gone out first.
            messages(MessagesArgument) -> MessagePageView,
            /// What a message says.
            message_text(MessageArgument) -> String,
            /// Sends a message again to everyone who may not have it.
            send_again(MessageArgument) -> (),
            /// Opens a message in the mail program of the computer.
            compose_in_mail_program(MessageArgument) -> (),
            /// What stands between the application and the keyring, or `null`.
            keyring(NoArgument) -> Option<Problem>,
            /// Tries whether the keyring answers. The system may ask for its password.
            retry_keyring(NoArgument) -> (),
            /// How the records are encrypted.
            encryption(NoArgument) -> EncryptionView,
            /// Puts the records and their backups under a new key. They are closed for that moment.
            rotate_database_key(NoArgument) -> (),
            /// The keys for Plaid, without the secret, and where else one can go.
            plaid_keys(NoArgument) -> PlaidKeysView,
            /// Asks Plaid whether it takes these keys. Nothing is kept.
            test_plaid_keys(PlaidKeysArgument) -> KeysAnswerView,
            /// Keeps keys that Plaid takes, and goes on to the profile that they open where it is another one.
            save_plaid_keys(SavePlaidKeysArgument) -> KeysAnswerView,
            /// Forgets the secret for Plaid. The connections stay.
            forget_plaid_secret(NoArgument) -> (),
            /// The profiles that there are.
            profiles(NoArgument) -> Vec<ProfileChoiceView>,
            /// Goes on to another profile.
            open_profile(ProfileArgument) -> (),
            /// The logins at Plaid that nobody holds, and those that were lost on their way here.
            orphans(NoArgument) -> OrphansView,
            /// Looks for them at Plaid now.
            look_for_orphans(NoArgument) -> (),
            /// Removes logins that nobody holds.
            remove_orphans(RemoveOrphansArgument) -> (),
            /// Every account with when it was refreshed last, or why it can't be.
            refresh_accounts(NoArgument) -> Vec<RefreshAccountView>,
            /// Begins to ask the banks for the balances of accounts, in the background.
            start_refresh(RefreshArgument) -> (),
            /// The last refresh, as it goes on or came out, or `null`.
            refresh_run(NoArgument) -> Option<RunView<RefreshStateView>>,
            /// Ends the refresh. What was read stays.
            cancel_refresh(NoArgument) -> (),
            /// What the bank of an account told over time, the newest first.
            balance_history(AccountConnectionArgument) -> Vec<BalanceView>,
            /// Every account with what can be imported of it, or why nothing can.
            import_accounts(NoArgument) -> Vec<ImportAccountView>,
            /// Begins to import accounts up to a statement date, in the background.
            start_import(ImportArgument) -> (),
            /// The last import, as it goes on or came out, or `null`.
            import_run(NoArgument) -> Option<RunView<ImportStateView>>,
            /// Ends the import. What is imported stays.
            cancel_import(NoArgument) -> (),
            /// Every statement, the newest first.
            statements(NoArgument) -> Vec<StatementView>,
            /// Lines of a bank account or of one statement, a part at a time.
            statement_lines(LinesArgument) -> LinePageView,
            /// Writes statements into a new file in the user's folder of downloads.
            export_statements(ExportStatementsArgument) -> ExportedView,
            /// Transactions that may be on record already.
            doubtful_transactions(NoArgument) -> Vec<DoubtfulView>,
            /// Says whether a doubtful transaction is the one on record.
            tell_apart(TellApartArgument) -> (),
            /// The days of each account of which nobody told anything.
            gap_report(NoArgument) -> Vec<GapsView>,
            /// Says that somebody has seen to a gap.
            see_to_gap(SeeToGapArgument) -> (),
            /// Has a gap be open again that somebody has seen to.
            reopen_gap(GapArgument) -> (),
            /// How many lines a statement takes at most.
            most_statement_lines(NoArgument) -> u32,
            /// Sets how many lines a statement takes at most.
            set_most_statement_lines(MostLinesArgument) -> (),
            /// Whether the application stays in the tray when its window is closed, and whether there is one.
            tray(NoArgument) -> TrayView,
            /// Sets whether the application stays in the tray.
            set_tray(TrayArgument) -> (),
            /// Which notifications the system shows.
            notifications(NoArgument) -> NotificationsView,
            /// Sets which notifications the system shows.
            set_notifications(NotificationsArgument) -> (),
            /// The schedules with their last runs, by their name.
            schedules(NoArgument) -> Vec<ScheduleView>,
            /// What became of each account in a run of a schedule.
            schedule_run(ScheduleRunArgument) -> Vec<AccountOutcomeView>,
            /// Adds a schedule.
            add_schedule(AddScheduleArgument) -> (),
            /// Changes a schedule.
            change_schedule(ChangeScheduleArgument) -> (),
            /// Switches a schedule on or off.
            switch_schedule(SwitchScheduleArgument) -> (),
            /// Runs a schedule at once, in the background. When it is due next stays as it is.
            run_schedule_now(ScheduleArgument) -> (),
            /// Removes a schedule.
            remove_schedule(ScheduleArgument) -> (),
            /// Pauses a connection, or has it go on.
            pause_connection(PauseArgument) -> (),
            /// The file of the records and its backups, also where the records don't open.
            records(NoArgument) -> RecordsView,
            /// Whether the records take what is written, and whether the last backup failed.
            records_condition(NoArgument) -> RecordsConditionView,
            /// Takes a backup of the records now.
            back_up_now(NoArgument) -> (),
            /// Puts a backup in the place of the records. What was there is kept.
            restore_backup(BackupArgument) -> (),
            /// Begins with empty records where they are missing and backups of them are there. Those are kept.
            begin_anew(NoArgument) -> (),
        }
    };
}

pub(crate) use command_table;
