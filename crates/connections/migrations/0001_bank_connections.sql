-- The records of one profile: connections, their accounts, the link sessions that update them, and the audit.
-- Times are UTC, in milliseconds since the epoch (`…_ms`). Texts with a CHECK are the words of the model.

create table settings (
    key text primary key not null check (key <> ''),
    value text not null
) strict;

create table connections (
    id text primary key not null check (id glob 'con_*'),
    item_id text not null unique check (item_id <> ''),
    institution_id text not null check (institution_id <> ''),
    institution_name text not null,
    health text not null check (health in ('good', 'needs_update', 'gone', 'bank_unavailable')),
    reason text check (
        reason in ('credentials_changed', 'mfa_changed', 'login_locked', 'consent_ends', 'new_accounts')
    ),
    consent_ends_at_ms integer,
    updated_at_ms integer,
    checked_at_ms integer not null,
    obsolete integer not null default 0 check (obsolete in (0, 1)),
    created_at_ms integer not null,
    check ((health = 'needs_update') = (reason is not null))
) strict;

create table account_connections (
    id text primary key not null check (id glob 'acc_*'),
    connection_id text not null references connections (id),
    number integer not null unique check (number between 1 and 999999999),
    account_id text not null check (account_id <> ''),
    persistent_account_id text,
    name text not null,
    official_name text,
    mask text,
    kind text not null,
    subtype text,
    currency text,
    active integer not null check (active in (0, 1)),
    external_source text not null default 'Plaid' check (external_source = 'Plaid'),
    opening_balance_minor integer,
    statement_start_date text check (statement_start_date glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    created_at_ms integer not null,
    unique (connection_id, account_id)
) strict;

-- A number is for ever: the next one is derived from the greatest, which must not disappear.
create trigger account_connections_are_kept
before delete on account_connections
begin
    select raise(abort, 'account connections are never deleted');
end;

create table link_sessions (
    id text primary key not null check (id glob 'lks_*'),
    connection_id text references connections (id),
    kind text not null check (kind in ('update', 'connect', 'replace', 'reconnect')),
    state text not null check (
        state in ('requested', 'open', 'ended', 'awaiting_mapping', 'watched', 'settled')
    ),
    ending text check (ending in ('completed', 'exited', 'left', 'lost', 'expired')),
    outcome text check (outcome in ('updated', 'repaired', 'unchanged', 'unread', 'not_opened')),
    place text not null check (place in ('window', 'browser')),
    link_token text,
    hosted_url text,
    page_expires_at_ms integer,
    plaid_session_id text,
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
    -- Only a connection that is in the making has no record yet.
    check (kind = 'connect' or connection_id is not null),
    check ((state in ('ended', 'awaiting_mapping', 'watched')) = (ending is not null)),
    check (state not in ('requested', 'open') or outcome is null),
    check (state not in ('watched', 'settled') or outcome is not null),
    check ((link_token is null) = (hosted_url is null) and (link_token is null) = (page_expires_at_ms is null)),
    check (state <> 'open' or link_token is not null),
    -- Nobody asks about the page of a session that is over.
    check (state <> 'settled' or link_token is null),
    check ((attempts is null) = (next_try_at_ms is null) and (attempts is null) = (setback is null)),
    check (attempts is not null or (setback_code is null and setback_request_id is null)),
    check (acknowledged_at_ms is null or settled_at_ms is not null)
) strict;

-- A watched session is past its reconciliation, and a next one may begin beside it. Any other one has to end first.
create unique index one_unfinished_link_session_a_connection
on link_sessions (connection_id)
where state in ('requested', 'open', 'ended', 'awaiting_mapping');

create index link_sessions_to_settle on link_sessions (started_at_ms) where state <> 'settled';

-- The result of a link session, account by account, committed together with the accounts themselves.
create table account_changes (
    session_id text not null references link_sessions (id),
    account_connection_id text not null references account_connections (id),
    kind text not null check (
        kind in ('kept', 'account_id_changed', 'now_inactive', 'active_again', 'still_inactive', 'new')
    ),
    primary key (session_id, account_connection_id)
) strict;

create table audit (
    id integer primary key not null,
    at_ms integer not null,
    who text not null check (who <> ''),
    what text not null check (what <> ''),
    object_id text not null check (object_id <> ''),
    outcome text not null check (outcome <> ''),
    request_ids text not null check (json_type(request_ids) = 'array'),
    details text not null check (json_type(details) = 'object')
) strict;

create index audit_of_an_object on audit (object_id, id);

-- `insert or replace` would delete the old entry without asking the trigger of deletions.
create trigger audit_is_append_only_on_insert
before insert on audit
when exists (select 1 from audit where id = new.id)
begin
    select raise(abort, 'the audit is append-only');
end;

create trigger audit_is_append_only_on_update
before update on audit
begin
    select raise(abort, 'the audit is append-only');
end;

create trigger audit_is_append_only_on_delete
before delete on audit
begin
    select raise(abort, 'the audit is append-only');
end;
