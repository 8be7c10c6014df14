-- What is staged is read as a whole when it becomes transactions, and never looked up. Keeping it in another order as well
-- took most of the time of a reading.

drop index staged_transactions_by_id;
drop index staged_transactions_by_fingerprint;
