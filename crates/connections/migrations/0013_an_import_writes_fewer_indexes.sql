-- What is looked up by a fingerprint is told by the bank in the same reading, and found by its account; lines are found by
-- their statement. Both indexes were only written, in no order, which took most of the time of an import.

drop index transactions_by_fingerprint;
drop index statement_lines_by_date;

-- A first reading takes nothing back, and need not be read through to know it.
create index staged_removals on staged_transactions (login_id) where change = 'removed';
