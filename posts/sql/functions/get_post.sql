-- security definer: asks can_see_post, which is planned once, where the policy would be planned for each role.
create or replace function api.get_post(post_in uuid) returns json
language plpgsql stable security definer set search_path = ''
as $$
begin
    if not api.can_see_post(api.viewer_id(), post_in) then
        perform internal.refuse_post(post_in);
    end if;
    return internal.post_json(post_in);
end $$;
comment on function api.get_post(uuid) is 'A post as the viewer may see it; refuses where there is none for them.';
grant execute on function api.get_post(uuid) to topin_anon, topin_user, topin_staff;
