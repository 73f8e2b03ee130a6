create or replace function api.remove_expired_words() returns bigint
language sql volatile
as $$
    with gone as (delete from muted_words w where w.expires_at <= now() returning 1)
    select count(*) from gone
$$;
comment on function api.remove_expired_words() is 'Removes muted words whose time is over (nothing reads them any more); returns how many.';
grant execute on function api.remove_expired_words() to topin_worker;
