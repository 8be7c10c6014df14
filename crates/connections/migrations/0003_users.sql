-- Who works with the application. Rows are never deleted: the audit names them.

create table users (
    id text primary key not null check (id glob 'usr_*'),
    -- However it is written, a name is given once.
    name text not null unique collate nocase check (name <> '' and name = trim(name)),
    role text not null check (role in ('integration_user', 'accountant')),
    -- In the form of the PHC, which names algorithm and parameters.
    password_hash text not null check (password_hash glob '$argon2id$*'),
    -- Of the code that sets a forgotten password of the integration user anew.
    recovery_code_hash text check (recovery_code_hash glob '$argon2id$*'),
    -- Set by somebody else: the user is to choose another one.
    password_is_initial integer not null check (password_is_initial in (0, 1)),
    signed_in_at_ms integer,
    removed_at_ms integer,
    created_at_ms integer not null,
    check ((role = 'integration_user') = (recovery_code_hash is not null)),
    check (role <> 'integration_user' or removed_at_ms is null)
) strict;

create unique index one_integration_user on users (role) where role = 'integration_user';

create trigger users_are_kept
before delete on users
begin
    select raise(abort, 'users are never deleted');
end;

-- Wrong tries since the last right one.
create table wrong_tries (
    user_id text not null references users (id),
    of text not null check (of in ('password', 'recovery_code')),
    failures integer not null check (failures > 0),
    last_failed_at_ms integer not null,
    primary key (user_id, of)
) strict;
