-- What is staged belongs to a login that is never deleted. Without the reference SQLite can forget all of it at once where
-- nothing else is staged, instead of row by row.

create table staged_transactions_of_logins (
    login_id text not null,
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

insert into staged_transactions_of_logins (
    login_id, position, change, transaction_id, account_id, pending_transaction_id, date, amount_minor, currency,
    description, reference, pending, fingerprint, is_waiting
)
select
    login_id, position, change, transaction_id, account_id, pending_transaction_id, date, amount_minor, currency,
    description, reference, pending, fingerprint, is_waiting
from staged_transactions order by login_id, position;

drop table staged_transactions;
alter table staged_transactions_of_logins rename to staged_transactions;

-- A first reading takes nothing back, and need not be read through to know it; nor does one of which nothing waits.
create index staged_removals on staged_transactions (login_id) where change = 'removed';
create index staged_that_wait on staged_transactions (login_id) where is_waiting = 1;
