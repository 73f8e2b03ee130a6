-- security definer: settings and follows of a member are read for the question of another.
create or replace function internal.shows_active_status(member_in uuid, other_in uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
    select exists (
        select from public.user_settings s
         where s.user_id = member_in
           and case s.active_status_visibility
                    when 'everyone' then true
                    when 'followers' then api.is_following(other_in, member_in)
                    when 'mutuals' then api.are_mutual_followers(member_in, other_in)
                    else false end)
$$;
comment on function internal.shows_active_status(uuid, uuid) is 'Whether a member''s own setting admits another to their active status.';
grant execute on function internal.shows_active_status(uuid, uuid) to topin_worker;
