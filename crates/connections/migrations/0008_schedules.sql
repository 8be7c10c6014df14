-- Work that is done again and again by itself, and the connections that are left out of all such work.

-- A connection that the user paused: nothing is refreshed or imported of it until it goes on.
alter table connections add column paused integer not null default 0 check (paused in (0, 1));

create table schedules (
    id text primary key not null check (id glob 'sch_*'),
    name text not null check (name <> '' and name = trim(name)),
    work text not null check (work in ('refresh', 'import', 'both')),
    rhythm text not null check (rhythm in ('daily', 'weekdays', 'weekly', 'monthly')),
    -- From Monday, which is 1.
    weekday integer check (weekday between 1 and 7),
    -- The last day of a shorter month where it has no such day.
    month_day integer check (month_day between 1 and 31),
    -- On the clock of the time zone.
    clock_time text not null check (clock_time glob '[0-2][0-9]:[0-5][0-9]'),
    time_zone text not null check (time_zone <> ''),
    spread_minutes integer not null check (spread_minutes between 0 and 240),
    -- Whether it takes every account that can be used, also those that come later. Those of `schedule_accounts` otherwise.
    takes_all integer not null check (takes_all in (0, 1)),
    -- Addresses, a JSON array.
    recipients text not null check (json_type(recipients) = 'array'),
    -- The day it is planned for, and when exactly. Null while it is off.
    next_day text check (next_day glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    next_at_ms integer,
    -- How many runs in a row reached nobody and were put off.
    put_off integer not null default 0 check (put_off >= 0),
    created_at_ms integer not null,
    removed_at_ms integer,
    check ((rhythm = 'weekly') = (weekday is not null)),
    check ((rhythm = 'monthly') = (month_day is not null)),
    check ((next_day is null) = (next_at_ms is null)),
    check (removed_at_ms is null or next_at_ms is null)
) strict;

-- However it is written, a name is given once among those that were not removed.
create unique index one_name_a_schedule on schedules (name collate nocase) where removed_at_ms is null;

create table schedule_accounts (
    schedule_id text not null references schedules (id),
    account_connection_id text not null references account_connections (id),
    primary key (schedule_id, account_connection_id)
) strict, without rowid;

create table schedule_runs (
    id text primary key not null check (id glob 'run_*'),
    schedule_id text not null references schedules (id),
    planned_at_ms integer not null,
    -- How many later times were missed too, which this run makes up for.
    missed integer not null check (missed >= 0),
    -- Up to which day it imports. Null where it only refreshes.
    import_until text check (import_until glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    started_at_ms integer not null,
    -- `interrupted`: the application ended before it did. It is made up for.
    state text not null check (state in ('running', 'done', 'cancelled', 'put_off', 'interrupted')),
    ended_at_ms integer,
    check ((state = 'running') = (ended_at_ms is null))
) strict;

create index runs_of_a_schedule on schedule_runs (schedule_id, started_at_ms);
create index schedule_runs_under_way on schedule_runs (id) where state = 'running';

-- What became of each account in a run.
create table schedule_run_accounts (
    run_id text not null references schedule_runs (id),
    account_connection_id text not null references account_connections (id),
    task text not null check (task in ('refresh', 'import')),
    outcome text not null check (outcome in ('done', 'nothing_new', 'differs', 'left_out', 'failed', 'cancelled')),
    -- In a sentence, as the summary says it.
    words text not null check (words <> ''),
    primary key (run_id, account_connection_id, task)
) strict, without rowid;
