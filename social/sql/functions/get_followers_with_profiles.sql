-- security definer: who may see the list may see it whole, but for people at either end of a block.
create or replace function api.get_followers_with_profiles(user_in uuid, limit_in int, cursor_in text) returns json
language sql stable security definer set search_path = ''
as $$ select internal.people_page('followers', user_in, limit_in, cursor_in) $$;
comment on function api.get_followers_with_profiles(uuid, int, text) is
    'A page of those who follow a member, newest first, as the viewer may see them; refuses where the profile is limited.';
grant execute on function api.get_followers_with_profiles(uuid, int, text) to topin_anon, topin_user, topin_staff;
