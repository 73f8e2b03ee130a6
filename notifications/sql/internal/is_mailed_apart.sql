create or replace function internal.is_mailed_apart(kind_in text) returns boolean
language sql immutable parallel safe
as $$ select kind_in in ('new_sign_in', 'verification_outcome') $$;
comment on function internal.is_mailed_apart(text) is
    'Whether accounts mails this kind itself, with what only it may know (the device, the reason of a refusal): no second mail.';
grant execute on function internal.is_mailed_apart(text) to topin_worker;
