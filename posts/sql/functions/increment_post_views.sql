-- security definer: asks can_see_post, as get_post does.
create or replace function api.increment_post_views(post_in uuid, viewer_hash_in text) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
begin
    if not api.can_see_post(api.viewer_id(), post_in) then
        perform internal.refuse_post(post_in);
    end if;
    return internal.count_views(array[post_in], viewer_hash_in) > 0;
end $$;
comment on function api.increment_post_views(uuid, text) is
    'Notes that the viewer looked at a post; true where it counted: once a day, never the author''s own. The hash is made by the server.';
grant execute on function api.increment_post_views(uuid, text) to topin_anon, topin_user;
