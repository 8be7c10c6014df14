-- A step towards the end of a consent is told once, also where the connection breaks after it and heals.
alter table notices add column consent_step text check (consent_step <> '');

update notices set consent_step = occasion where occasion like 'consent\_ends/%' escape '\';

-- The messages are listed with what has not gone out first.
create index deliveries_not_sent on deliveries (message_id) where state <> 'sent';
