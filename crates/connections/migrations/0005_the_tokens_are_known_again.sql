-- Of each login a hash of its access token, by which the token that the keyring gives back is known again. Null for a login
-- from before, until Plaid has answered to its token. A token has 128 random bits, so that its hash tells nobody anything.

alter table logins add column token_fingerprint text
check (length(token_fingerprint) = 64 and token_fingerprint not glob '*[^0-9a-f]*');

create trigger the_fingerprint_of_a_token_stays
before update of token_fingerprint on logins
when old.token_fingerprint is not null and new.token_fingerprint is not old.token_fingerprint
begin
    select raise(abort, 'a login has one token for ever');
end;
