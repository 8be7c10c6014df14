-- Some banks tell of when a balance is. Null where it is of the time at which it was told.
alter table balances add column as_of_ms integer;
