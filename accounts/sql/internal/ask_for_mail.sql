create or replace function internal.ask_for_mail(
    purpose_in text, address_hash_in bytea, interval_in interval, request_in jsonb
) returns int
language plpgsql volatile
as $$
#variable_conflict use_column
begin
    insert into mail_requests as asked (address_hash, purpose, asked_at) values (address_hash_in, purpose_in, now())
    on conflict (address_hash, purpose) do update set asked_at = now() where asked.asked_at <= now() - interval_in;
    if not found then
        return greatest(1, internal.seconds_to_wait(purpose_in, address_hash_in, interval_in));
    end if;
    perform internal.event_record('mail_asked', null, request_in);
    return null;
end $$;
comment on function internal.ask_for_mail(text, bytea, interval, jsonb) is
    'Notes that a mail is wanted, whether or not anybody has the address; seconds to wait when one was just asked for, else null.';
grant execute on function internal.ask_for_mail(text, bytea, interval, jsonb) to topin_worker;
