-- security definer: asks can_see_post, which is planned once, where the policy would be planned for each role.
create or replace function api.like_post(post_in uuid) returns json
language plpgsql volatile security definer set search_path = ''
as $$
begin
    if not internal.increment_post_likes(post_in, 1) and not api.can_see_post(api.viewer_id(), post_in) then
        perform internal.refuse_post(post_in);
    end if;
    return internal.post_likes_json(post_in);
end $$;
comment on function api.like_post(uuid) is 'Likes a post the viewer sees; liking twice is one like. Returns {liked, likes}.';
grant execute on function api.like_post(uuid) to topin_user;
