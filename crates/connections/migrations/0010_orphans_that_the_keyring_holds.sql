-- Of a login that no record names, and whose access token the keyring still has: under which id, and by what the token is
-- known again. Null where there is no token, or none any more.

alter table orphans add column login_id text check (login_id glob 'lgn_*');

alter table orphans add column token_fingerprint text
check (
    (token_fingerprint is null) = (login_id is null)
    and (
        token_fingerprint is null
        or (length(token_fingerprint) = 64 and token_fingerprint not glob '*[^0-9a-f]*')
    )
);
