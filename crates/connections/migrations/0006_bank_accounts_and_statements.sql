-- What connections are for: the firm's own bank accounts, the balances and transactions read from the banks, and the
-- statements that they become.
-- Amounts are in minor units of the currency (`…_minor`). In books, what comes in is positive and what is owed negative;
-- `transactions` and `statement_lines` are in books, `balances` are as the bank tells them.

create table bank_accounts (
    id text primary key not null check (id glob 'bka_*'),
    -- However it is written, a code is given once.
    code text not null unique collate nocase check (code <> '' and code = trim(code)),
    name text not null check (name <> '' and name = trim(name)),
    currency text not null check (currency glob '[A-Z][A-Z][A-Z]'),
    active integer not null default 1 check (active in (0, 1)),
    created_at_ms integer not null
) strict;

create trigger bank_accounts_are_kept
before delete on bank_accounts
begin
    select raise(abort, 'bank accounts are never deleted');
end;

-- The bank account that it feeds; each is fed by one at most. `opening_balance_minor` and `statement_start_date` are set
-- together with it.
alter table account_connections add column bank_account_id text references bank_accounts (id);
create unique index one_feed_a_bank_account on account_connections (bank_account_id) where bank_account_id is not null;

create table balances (
    account_connection_id text not null references account_connections (id),
    at_ms integer not null,
    currency text not null check (currency <> ''),
    current_minor integer,
    available_minor integer,
    limit_minor integer,
    primary key (account_connection_id, at_ms)
) strict, without rowid;

-- How far the transactions of a login were read. The cursor is that of the transactions on record.
create table transaction_reads (
    login_id text primary key not null references logins (id),
    cursor text not null check (cursor <> ''),
    -- The first day of which anything was read. Null where the login has no transactions.
    covers_from text check (covers_from glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    -- Whether Plaid has fetched everything that it is going to fetch of the past.
    is_history_complete integer not null check (is_history_complete in (0, 1)),
    read_at_ms integer not null
) strict;

-- Each transaction once, whichever login told of it last.
create table transactions (
    id integer primary key not null,
    login_id text not null references logins (id),
    transaction_id text not null unique check (transaction_id <> ''),
    account_connection_id text not null references account_connections (id),
    pending_transaction_id text,
    date text not null check (date glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    -- Null where the currency can't hold what the bank tells.
    amount_minor integer,
    currency text,
    description text not null,
    reference text,
    pending integer not null check (pending in (0, 1)),
    -- What tells one transaction of an account from another, apart from Plaid's ids.
    fingerprint text not null,
    -- Removed: by the bank. Doubtful: another login told of one that may be the same.
    state text not null check (state in ('current', 'removed', 'doubtful')),
    may_repeat integer references transactions (id),
    -- Whether it was changed since it went into a statement.
    is_changed integer not null default 0 check (is_changed in (0, 1)),
    changed_at_ms integer not null,
    check ((state = 'doubtful') = (may_repeat is not null))
) strict;

create index transactions_of_an_account on transactions (account_connection_id, date);
create index transactions_by_fingerprint on transactions (fingerprint);
create index transactions_that_changed on transactions (account_connection_id) where is_changed = 1;
create index pending_transactions on transactions (account_connection_id) where pending = 1;
create index doubtful_transactions on transactions (account_connection_id) where state = 'doubtful';

-- The pages of a reading that is under way. They become transactions all at once, together with the cursor. What is told
-- of an account that no record knows waits here until one does.
create table staged_transactions (
    login_id text not null references logins (id),
    position integer not null,
    change text not null check (change in ('told', 'removed')),
    transaction_id text not null,
    account_id text,
    pending_transaction_id text,
    date text,
    amount_minor integer,
    currency text,
    description text,
    reference text,
    pending integer,
    fingerprint text,
    -- Whether it is of a reading that came to its end, and only its account is not known.
    is_waiting integer not null default 0 check (is_waiting in (0, 1)),
    primary key (login_id, position),
    check (change = 'removed' or fingerprint is not null)
) strict, without rowid;

create index staged_transactions_by_id on staged_transactions (login_id, transaction_id);
create index staged_transactions_by_fingerprint on staged_transactions (login_id, fingerprint);

create table statements (
    id text primary key not null check (id glob 'stm_*'),
    bank_account_id text not null references bank_accounts (id),
    account_connection_id text not null references account_connections (id),
    name text not null check (name <> ''),
    -- An import with more lines than a statement takes has several.
    part integer not null check (part > 0),
    start_date text not null check (start_date glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    end_date text not null check (end_date glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    currency text not null check (currency glob '[A-Z][A-Z][A-Z]'),
    opening_minor integer not null,
    closing_minor integer not null,
    -- What was in the account at the end, by the bank's own word. Null where that can't be told.
    bank_minor integer,
    line_count integer not null check (line_count > 0),
    imported_at_ms integer not null,
    imported_by text not null check (imported_by <> ''),
    unique (bank_account_id, end_date, part),
    check (start_date <= end_date)
) strict;

create table statement_lines (
    id integer primary key not null,
    -- The lines come first, and the statement is their sum.
    statement_id text not null references statements (id) deferrable initially deferred,
    position integer not null check (position > 0),
    kind text not null check (kind in ('transaction', 'correction')),
    transaction_row integer not null references transactions (id),
    -- Of a correction: what the bank changed.
    reason text check (reason in ('amount_changed', 'removed')),
    date text not null check (date glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    amount_minor integer not null,
    description text not null,
    reference text check (length(reference) <= 255),
    -- What tells the line from every other one for ever, also outside.
    line_key text not null unique check (line_key <> ''),
    unique (statement_id, position),
    check ((kind = 'correction') = (reason is not null))
) strict;

create index statement_lines_of_a_transaction on statement_lines (transaction_row);
create index statement_lines_by_date on statement_lines (date);

create trigger statements_are_immutable
before update on statements
begin
    select raise(abort, 'statements are immutable');
end;

create trigger statements_are_kept
before delete on statements
begin
    select raise(abort, 'statements are immutable');
end;

create trigger statement_lines_are_immutable
before update on statement_lines
begin
    select raise(abort, 'statement lines are immutable');
end;

create trigger statement_lines_are_kept
before delete on statement_lines
begin
    select raise(abort, 'statement lines are immutable');
end;
