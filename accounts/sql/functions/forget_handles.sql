create or replace function api.forget_handles(keep_in interval) returns bigint
language sql volatile
as $$
    with gone as (delete from handle_history where given_up_at <= now() - keep_in returning 1)
    select count(*) from gone
$$;
comment on function api.forget_handles(interval) is
    'Frees handles that were given up longer ago: anybody may take them, and they lead nowhere. Returns how many.';
grant execute on function api.forget_handles(interval) to topin_worker;
