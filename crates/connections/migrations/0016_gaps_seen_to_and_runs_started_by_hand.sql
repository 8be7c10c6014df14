-- What the user has seen to, and what the user starts without waiting for its time.

-- Who started a run of a schedule. Null where its time had come.
alter table schedule_runs add column started_by text check (started_by <> '');

-- Days of an account of which no login told anything, and which somebody has seen to. Other days are another gap.
create table seen_gaps (
    account_connection_id text not null references account_connections (id),
    first_day text not null check (first_day glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    last_day text not null check (last_day glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    -- What was done about it, in the words of whoever did it.
    note text check (note <> '' and note = trim(note)),
    seen_by text not null check (seen_by <> ''),
    seen_at_ms integer not null,
    primary key (account_connection_id, first_day, last_day),
    check (first_day <= last_day)
) strict, without rowid;
