create or replace function internal.seconds_to_wait(
    purpose_in text, address_hash_in bytea, interval_in interval
) returns int
language sql stable
as $$
    select ceil(extract(epoch from asked_at + interval_in - now()))::int from mail_requests
     where address_hash = address_hash_in and purpose = purpose_in and asked_at > now() - interval_in
$$;
comment on function internal.seconds_to_wait(text, bytea, interval) is
    'How long until another mail of this kind may go to an address; null: now.';
grant execute on function internal.seconds_to_wait(text, bytea, interval) to topin_worker;
