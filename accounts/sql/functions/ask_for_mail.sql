create or replace function api.ask_for_mail(
    purpose_in text, address_hash_in bytea, interval_in interval, request_in jsonb
) returns int
language sql volatile
as $$ select internal.ask_for_mail(purpose_in, address_hash_in, interval_in, request_in) $$;
comment on function api.ask_for_mail(text, bytea, interval, jsonb) is
    'Asks for a mail to an address that somebody may have; the reader of mail_asked finds out. Seconds to wait, or null.';
grant execute on function api.ask_for_mail(text, bytea, interval, jsonb) to topin_worker;
