-- Connections begin, are replaced, end and come back: the logins behind them, the removals, the mail, and what nobody holds.
--
-- `link_sessions` and `account_changes` are made anew, because the words of their CHECKs grow; every row is carried over.

-- One login at Plaid whose access token was ever in the keyring. Rows are never deleted.
create table logins (
    id text primary key not null check (id glob 'lgn_*'),
    -- Null for a login that never became part of a connection.
    connection_id text references connections (id),
    item_id text not null unique check (item_id <> ''),
    institution_id text not null check (institution_id <> ''),
    institution_name text not null,
    state text not null check (state in ('held', 'current', 'removing', 'removed')),
    -- Whom the removal is asked by, from the moment it is asked for.
    removal_by text check (removal_by <> ''),
    removal_asked_at_ms integer,
    -- The last try to remove it that failed.
    attempts integer check (attempts > 0),
    next_try_at_ms integer,
    failed_at_ms integer,
    setback text check (
        setback in (
            'plaid_unreachable', 'plaid_keys_refused', 'plaid_refused', 'bank_unavailable',
            'keyring_missing', 'keyring_locked', 'keyring_refused', 'keyring_entry_missing'
        )
    ),
    error_type text,
    error_code text,
    error_message text,
    error_request_id text,
    -- The proof.
    removed_at_ms integer,
    removed_request_id text,
    token_forgotten integer not null default 0 check (token_forgotten in (0, 1)),
    created_at_ms integer not null,
    check (state <> 'current' or connection_id is not null),
    check ((state in ('removing', 'removed')) = (removal_asked_at_ms is not null)),
    check ((removal_by is null) = (removal_asked_at_ms is null)),
    check ((attempts is null) = (next_try_at_ms is null)),
    check ((attempts is null) = (failed_at_ms is null) and (attempts is null) = (setback is null)),
    check (attempts is null or state = 'removing'),
    check ((state = 'removed') = (removed_at_ms is not null)),
    check (token_forgotten = 0 or state = 'removed')
) strict;

create unique index one_current_login_a_connection on logins (connection_id) where state = 'current';
create index logins_to_remove on logins (next_try_at_ms) where state = 'removing';

create trigger logins_are_kept
before delete on logins
begin
    select raise(abort, 'logins are never deleted');
end;

-- The first login of a connection has the UUID of the connection.
insert into logins (id, connection_id, item_id, institution_id, institution_name, state, created_at_ms)
select 'lgn_' || substr(id, 5), id, item_id, institution_id, institution_name, 'current', created_at_ms
from connections
where obsolete = 0;

-- What is seen at the bank outside an update. A suggestion, until an update takes it up.
alter table connections add column accounts_appeared integer not null default 0 check (accounts_appeared >= 0);
alter table connections add column accounts_vanished integer not null default 0 check (accounts_vanished >= 0);
alter table connections add column accounts_renamed integer not null default 0 check (accounts_renamed >= 0);

create table link_sessions_next (
    id text primary key not null check (id glob 'lks_*'),
    -- Null while a session that connects has no connection yet.
    connection_id text references connections (id),
    kind text not null check (kind in ('update', 'connect', 'replace', 'reconnect')),
    -- The login that it brings, from before the page is asked for.
    login_id text unique check (login_id glob 'lgn_*'),
    started_by text not null check (started_by <> ''),
    -- The bank, as far as it is known.
    institution_id text check (institution_id <> ''),
    institution_name text,
    state text not null check (
        state in (
            'requested', 'open', 'ended', 'awaiting_mapping', 'awaiting_choice', 'exchanging', 'held', 'watched', 'settled'
        )
    ),
    ending text check (ending in ('completed', 'exited', 'left', 'lost', 'expired')),
    outcome text check (
        outcome in (
            'updated', 'repaired', 'unchanged', 'unread', 'not_opened',
            'connected', 'replaced', 'reconnected', 'stopped', 'wrong_bank', 'too_late', 'refused', 'lost'
        )
    ),
    -- How often the public token was sent for its exchange, counted before each try.
    exchanges integer not null default 0 check (exchanges >= 0),
    -- Whether a bank that looks connected already is to be connected all the same.
    second_login integer not null default 0 check (second_login in (0, 1)),
    place text not null check (place in ('window', 'browser')),
    link_token text,
    hosted_url text,
    page_expires_at_ms integer,
    plaid_session_id text,
    -- Of the last call at Plaid that led the session here.
    request_id text,
    exit_step text,
    exit_code text,
    exit_request_id text,
    recovered integer not null check (recovered in (0, 1)),
    attempts integer check (attempts > 0),
    next_try_at_ms integer,
    setback text check (
        setback in (
            'plaid_unreachable', 'plaid_keys_refused', 'plaid_refused', 'bank_unavailable',
            'keyring_missing', 'keyring_locked', 'keyring_refused', 'keyring_entry_missing'
        )
    ),
    setback_code text,
    setback_request_id text,
    started_at_ms integer not null,
    ended_at_ms integer,
    settled_at_ms integer,
    acknowledged_at_ms integer,
    check (kind = 'connect' or connection_id is not null),
    check ((kind = 'update') = (login_id is null)),
    check ((institution_id is null) = (institution_name is null)),
    check ((state in ('ended', 'awaiting_mapping', 'watched')) = (ending is not null)),
    check (kind <> 'update' or state not in ('awaiting_choice', 'exchanging', 'held')),
    check (state not in ('requested', 'open') or outcome is null),
    check (state not in ('watched', 'settled') or outcome is not null),
    check ((link_token is null) = (hosted_url is null) and (link_token is null) = (page_expires_at_ms is null)),
    check (state <> 'open' or link_token is not null),
    check (state <> 'settled' or link_token is null),
    check ((attempts is null) = (next_try_at_ms is null) and (attempts is null) = (setback is null)),
    check (attempts is not null or (setback_code is null and setback_request_id is null)),
    check (acknowledged_at_ms is null or settled_at_ms is not null)
) strict;

insert into link_sessions_next (
    id, connection_id, kind, started_by, institution_id, institution_name, state, ending, outcome, place, link_token,
    hosted_url, page_expires_at_ms, plaid_session_id, exit_step, exit_code, exit_request_id, recovered, attempts,
    next_try_at_ms, setback, setback_code, setback_request_id, started_at_ms, ended_at_ms, settled_at_ms,
    acknowledged_at_ms
)
select
    link_sessions.id, connection_id, kind, 'Integration user', institution_id, institution_name, state, ending, outcome,
    place, link_token, hosted_url, page_expires_at_ms, plaid_session_id, exit_step, exit_code, exit_request_id, recovered,
    attempts, next_try_at_ms, setback, setback_code, setback_request_id, started_at_ms, ended_at_ms, settled_at_ms,
    acknowledged_at_ms
from link_sessions
join connections on connections.id = link_sessions.connection_id
where kind = 'update';

create table account_changes_next (
    session_id text not null references link_sessions_next (id),
    account_connection_id text not null references account_connections (id),
    kind text not null check (
        kind in ('kept', 'account_id_changed', 'now_inactive', 'active_again', 'still_inactive', 'new')
    ),
    primary key (session_id, account_connection_id)
) strict;

insert into account_changes_next select session_id, account_connection_id, kind from account_changes;

drop table account_changes;
drop table link_sessions;
alter table link_sessions_next rename to link_sessions;
alter table account_changes_next rename to account_changes;

create unique index one_unfinished_link_session_a_connection
on link_sessions (connection_id)
where state in ('requested', 'open', 'ended', 'awaiting_mapping', 'awaiting_choice', 'exchanging', 'held');

create index link_sessions_to_settle on link_sessions (started_at_ms) where state <> 'settled';
create index link_sessions_by_time on link_sessions (started_at_ms);

-- How mail is sent. At most one row; none where mail is not set up. The password is in the keyring.
create table mail_settings (
    id integer primary key not null check (id = 1),
    host text not null check (host <> ''),
    port integer not null check (port between 1 and 65535),
    security text not null check (security in ('starttls', 'tls')),
    user_name text check (user_name <> ''),
    sender text not null check (sender <> ''),
    -- Addresses, a JSON array.
    recipients text not null check (json_type(recipients) = 'array')
) strict;

-- A message for each failure, written in the transaction of the failure.
create table messages (
    id text primary key not null check (id glob 'msg_*'),
    -- The failure that it tells of, such as `removal/lgn_…`: one message a failure.
    cause text not null unique check (cause <> ''),
    subject text not null check (subject <> ''),
    text_body text not null,
    html_body text not null,
    created_at_ms integer not null
) strict;

-- A message to one recipient.
create table deliveries (
    message_id text not null references messages (id),
    -- However it is written, nobody gets a message twice.
    recipient text not null collate nocase check (recipient <> ''),
    -- `sending` is written before the text of the message goes out; who is found in it after a crash is `uncertain`.
    state text not null check (state in ('waiting', 'sending', 'sent', 'refused', 'uncertain')),
    attempts integer not null default 0 check (attempts >= 0),
    next_try_at_ms integer,
    sent_at_ms integer,
    primary key (message_id, recipient),
    check ((state = 'waiting') = (next_try_at_ms is not null)),
    check ((state = 'sent') = (sent_at_ms is not null))
) strict;

create index deliveries_to_send on deliveries (next_try_at_ms) where state = 'waiting';

-- Each try to deliver, with what the server said.
create table delivery_attempts (
    id integer primary key not null,
    message_id text not null,
    recipient text not null,
    at_ms integer not null,
    result text not null check (
        result in ('sent', 'refused', 'uncertain', 'unreachable', 'not_encrypted', 'password_refused', 'put_off', 'keyring')
    ),
    -- The server's own words, or those of the failure.
    answer text not null,
    foreign key (message_id, recipient) references deliveries (message_id, recipient)
) strict;

create index attempts_of_a_delivery on delivery_attempts (message_id, recipient, id);

-- Logins that Plaid lists for the firm and nobody holds.
create table orphans (
    item_id text primary key not null check (item_id <> ''),
    institution_id text check (institution_id <> ''),
    institution_name text,
    state text not null check (state in ('found', 'removing', 'removed')),
    found_at_ms integer not null,
    -- On whose word it is removed. Null for one that was gone before anybody said so.
    removal_by text check (removal_by <> ''),
    removal_asked_at_ms integer,
    -- The last try to remove it that failed.
    failed_at_ms integer,
    setback text check (
        setback in (
            'plaid_unreachable', 'plaid_keys_refused', 'plaid_refused', 'bank_unavailable',
            'keyring_missing', 'keyring_locked', 'keyring_refused', 'keyring_entry_missing'
        )
    ),
    error_code text,
    error_request_id text,
    -- The proof.
    removed_at_ms integer,
    removed_request_id text,
    check ((institution_id is null) = (institution_name is null)),
    check ((removal_by is null) = (removal_asked_at_ms is null)),
    check (state <> 'found' or removal_by is null),
    check (state <> 'removing' or removal_by is not null),
    check ((failed_at_ms is null) = (setback is null)),
    check (failed_at_ms is null or state = 'removing'),
    check (failed_at_ms is not null or (error_code is null and error_request_id is null)),
    check ((state = 'removed') = (removed_at_ms is not null)),
    check (state = 'removed' or removed_request_id is null)
) strict;
