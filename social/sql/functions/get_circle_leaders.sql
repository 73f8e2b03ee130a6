create or replace function api.get_circle_leaders(circle_in uuid) returns json
language sql stable
as $$
    -- By id: whoever locks one after another does so in this order.
    select coalesce(json_agg(m.user_id order by m.user_id), '[]') from circle_members m
     where m.circle_id = circle_in and m.role in ('owner', 'moderator')
$$;
comment on function api.get_circle_leaders(uuid) is 'The ids of owner and moderators of a circle, who are told who joins and who asks to.';
grant execute on function api.get_circle_leaders(uuid) to topin_worker;
