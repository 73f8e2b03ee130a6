create or replace function internal.refuse(
    code_in text, message_in text, reason_in text default null, field_in text default null
) returns void
language plpgsql immutable
as $$
begin
    raise exception using errcode = code_in, message = message_in,
        detail = coalesce(reason_in, ''), hint = coalesce(field_in, '');
end $$;
comment on function internal.refuse(text, text, text, text) is
    'Ends the deed with a code of topin/errors.py, a sentence, a problem code and the field at fault.';
grant execute on function internal.refuse(text, text, text, text) to topin_anon, topin_user, topin_staff, topin_worker;
