create or replace function api.confirm_identity(
    code_hash_in bytea, tries_in int, max_age_in interval
) returns boolean
language sql volatile
as $$
    select internal.use_nonce(viewer_id(), code_hash_in, tries_in, max_age_in)
$$;
comment on function api.confirm_identity(bytea, int, interval) is
    'Uses up the code that the viewer was mailed to show that it is them; a wrong try is counted.';
grant execute on function api.confirm_identity(bytea, int, interval) to topin_worker;
