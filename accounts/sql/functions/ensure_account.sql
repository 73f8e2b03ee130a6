create or replace function api.ensure_account(email_in text, metadata_in jsonb, confirmed_in boolean) returns void
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    made uuid := internal.make_account(email_in, null, metadata_in, confirmed_in);
begin
    -- The mail that it is made for is still to be noted.
    update users set confirmation_sent_at = null where id = made;
end $$;
comment on function api.ensure_account(text, jsonb, boolean) is
    'Makes an account without a password for an address that asked for a code, unless somebody has it.';
grant execute on function api.ensure_account(text, jsonb, boolean) to topin_worker;
