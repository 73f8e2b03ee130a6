-- security definer: as get_post.
create or replace function api.get_posts(posts_in uuid[]) returns json
language sql stable security definer set search_path = ''
as $$
    with seen as (
        select w.id, w.place, api.can_see_post(api.viewer_id(), w.id) as visible
          from unnest(posts_in) with ordinality w (id, place)
    )
    select json_build_object(
        'items', coalesce((
            select json_agg(p.post order by p.place)
              from internal.posts_json(api.viewer_id(), array(select id from seen where visible order by place)) p), '[]'),
        'missing', coalesce((select json_agg(id order by place) from seen where not visible), '[]'))
$$;
comment on function api.get_posts(uuid[]) is 'Posts by their ids, in the given order, and which of the ids are none for the viewer: {items, missing}.';
grant execute on function api.get_posts(uuid[]) to topin_anon, topin_user, topin_staff;
