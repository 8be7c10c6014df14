-- What becomes of each message: whether it goes out by itself, and whether anything can come of it at all. A message to an
-- address that was given up, or on a login that has been removed since, is done.

create view message_prospects as
with prospects as (
    select
        messages.id as message_id,
        -- Without a recipient it goes out once mail is set up, as long as the login that it tells of is not removed.
        exists (select 1 from deliveries where message_id = messages.id and state = 'waiting')
            or not exists (select 1 from deliveries where message_id = messages.id)
            and exists (select 1 from logins where messages.cause = 'removal/' || logins.id and state = 'removing')
            as is_waiting,
        exists (select 1 from deliveries where message_id = messages.id and state in ('sending', 'uncertain'))
            -- What was refused is sent again to recipients of its own, and to those of the settings.
            or exists (
                select 1 from deliveries where message_id = messages.id and state = 'refused' and (
                    messages.cause like 'summary/%'
                    or exists (
                        select 1 from mail_settings, json_each(mail_settings.recipients) as address
                        where deliveries.recipient = address.value
                    )
                )
            )
            as is_doubtful
    from messages
)
select message_id, is_waiting, is_waiting or is_doubtful as is_open from prospects;

-- The messages are listed by that, and no statement asks for this any more.
drop index deliveries_not_sent;
