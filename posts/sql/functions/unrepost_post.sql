-- security definer: as repost_post.
create or replace function api.unrepost_post(post_in uuid) returns json
language plpgsql volatile security definer set search_path = ''
as $$
begin
    if internal.change_repost(post_in, -1) is null and not api.can_see_post(api.viewer_id(), post_in) then
        perform internal.refuse_post(post_in);
    end if;
    return internal.post_reposts_json(post_in);
end $$;
comment on function api.unrepost_post(uuid) is
    'Takes the viewer''s repost of a post back; where there is none, nothing happens. Returns {reposted, reposts}.';
grant execute on function api.unrepost_post(uuid) to topin_user;
