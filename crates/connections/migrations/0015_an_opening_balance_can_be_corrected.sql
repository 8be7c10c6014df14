-- An opening balance that is not right is corrected after its first import by a line of the next statement: statements are
-- immutable. The line is of no transaction, so that the table is made anew; what is in it stays as it is.

-- What was in the account before its first statement by the word of the user. Null where what it opened with was never
-- called wrong. What the statements do not have of it yet waits for the next one.
alter table bank_accounts add column right_opening_minor integer;

create table statement_lines_of_all_kinds (
    id integer primary key not null,
    -- The lines come first, and the statement is their sum.
    statement_id text not null references statements (id) deferrable initially deferred,
    position integer not null check (position > 0),
    kind text not null check (kind in ('transaction', 'correction')),
    -- Null where it corrects the opening balance.
    transaction_row integer references transactions (id),
    -- Of a correction: what the bank changed of a transaction, or that the opening balance was not right.
    reason text check (reason in ('amount_changed', 'removed', 'opening_balance')),
    date text not null check (date glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    amount_minor integer not null,
    description text not null,
    reference text check (length(reference) <= 255),
    -- What tells the line from every other one for ever, also outside.
    line_key text not null unique check (line_key <> ''),
    unique (statement_id, position),
    check ((kind = 'correction') = (reason is not null)),
    check ((transaction_row is null) = (reason is 'opening_balance'))
) strict;

insert into statement_lines_of_all_kinds (
    id, statement_id, position, kind, transaction_row, reason, date, amount_minor, description, reference, line_key
)
select id, statement_id, position, kind, transaction_row, reason, date, amount_minor, description, reference, line_key
from statement_lines order by id;

drop table statement_lines;
alter table statement_lines_of_all_kinds rename to statement_lines;

-- By it corrections of opening balances are found as well: they are the few without a transaction.
create index statement_lines_of_a_transaction on statement_lines (transaction_row);

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
