-- What the user was told of a connection that broke, or will: the last of it.
create table notices (
    connection_id text primary key not null references connections (id),
    -- What it was about. Null once that is over.
    occasion text check (occasion <> ''),
    at_ms integer not null,
    -- Whether the notification of the system was shown.
    shown integer not null check (shown in (0, 1))
) strict;
