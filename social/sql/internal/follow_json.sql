create or replace function internal.follow_json(viewer_in uuid, target_in uuid) returns json
language sql stable
as $$
    select json_build_object('follow', api.follow_state(viewer_in, target_in),
                             'mutual', api.are_mutual_followers(viewer_in, target_in))
$$;
comment on function internal.follow_json(uuid, uuid) is 'The answer to following and unfollowing.';
grant execute on function internal.follow_json(uuid, uuid) to topin_user;
