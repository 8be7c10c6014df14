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
            /// All connections with their accounts.
            bank_connections(NoArgument) -> Vec<ConnectionView>,
            /// The link sessions under way, the most pressing first.
            sessions(NoArgument) -> Vec<SessionView>,
            /// The results of sessions that the user has not acknowledged, the oldest first.
            results(NoArgument) -> Vec<UpdateResultView>,
            /// Begins the update of a connection and opens the Link window.
            start_update(StartUpdateArgument) -> UpdateStartView,
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
            /// What the user has to tell apart before a session can be settled.
            mapping(SessionArgument) -> MappingView,
            /// What the user told apart.
            decide_mapping(DecideMappingArgument) -> (),
            /// Takes the result of a session off the screen.
            acknowledge_result(SessionArgument) -> (),
        }
    };
}

pub(crate) use command_table;
