-- What is not to be suggested: that this account connection feeds this bank account. By hand it can be linked all the same.
create table refused_links (
    account_connection_id text not null references account_connections (id),
    bank_account_id text not null references bank_accounts (id),
    refused_at_ms integer not null,
    primary key (account_connection_id, bank_account_id)
) strict, without rowid;
