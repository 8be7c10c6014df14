-- The audit is a chain: each entry has a hash over itself and over the hash before it, and a head says how many entries
-- there are. An entry that was changed, taken out, put in or cut off at the end is found by walking along it.

create table audit_chain (
    entry_id integer primary key not null references audit (id),
    hash blob not null check (length(hash) = 32)
) strict;

create trigger audit_chain_is_append_only_on_insert
before insert on audit_chain
when exists (select 1 from audit_chain where entry_id = new.entry_id)
begin
    select raise(abort, 'the chain of the audit is append-only');
end;

create trigger audit_chain_is_append_only_on_update
before update on audit_chain
begin
    select raise(abort, 'the chain of the audit is append-only');
end;

create trigger audit_chain_is_append_only_on_delete
before delete on audit_chain
begin
    select raise(abort, 'the chain of the audit is append-only');
end;

-- The end of the chain: one row.
create table audit_head (
    id integer primary key not null check (id = 1),
    entries integer not null check (entries >= 0),
    last_id integer not null check (last_id >= entries),
    hash blob not null check (length(hash) = 32),
    -- How many entries were there before the chain and became part of it afterwards. Null until that is done, which is
    -- when the records are opened the next time.
    sealed_afterwards integer check (sealed_afterwards between 0 and entries)
) strict;

insert into audit_head (id, entries, last_id, hash, sealed_afterwards) values (1, 0, 0, zeroblob(32), null);

create trigger audit_head_is_one_row
before insert on audit_head
begin
    select raise(abort, 'the audit has one head');
end;

create trigger audit_head_only_grows
before update on audit_head
when
    new.id <> old.id
    or new.last_id < old.last_id
    or (old.sealed_afterwards is null and new.sealed_afterwards is null)
    or (old.sealed_afterwards is not null and new.sealed_afterwards is not old.sealed_afterwards)
    or (old.sealed_afterwards is not null and (new.entries <> old.entries + 1 or new.last_id <= old.last_id))
begin
    select raise(abort, 'the head of the audit only grows');
end;

create trigger audit_head_is_kept
before delete on audit_head
begin
    select raise(abort, 'the audit has one head');
end;
