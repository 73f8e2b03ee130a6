create or replace function api.get_wrapping_masters() returns json
language sql stable
as $$
    -- From one to the next by the index: they are few, and what they wrap is very much.
    with recursive used as (
        select min(master) as master from conversation_keys
        union all
        select (select min(k.master) from conversation_keys k where k.master > u.master) from used u where u.master is not null
    )
    select coalesce(json_agg(master), '[]') from used where master is not null
$$;
comment on function api.get_wrapping_masters() is 'Ids of the master keys without which keys of conversations stay closed.';
grant execute on function api.get_wrapping_masters() to topin_worker;
