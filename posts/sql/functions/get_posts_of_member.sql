-- security definer: asks once which audiences of this author the viewer belongs to, instead of row by row.
create or replace function api.get_posts_of_member(user_in uuid, limit_in int, cursor_in text) returns json
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan
as $$
declare
    -- force_generic_plan: planning anew for each viewer would cost more than running.
    me uuid := api.viewer_id();
    mark record := internal.cursor_read('member', cursor_in);
    audiences text[];
    circles uuid[] := array(select internal.circles_of(me));
begin
    -- From here on the profile is open to the viewer, so that a circle's posts ask for nothing but the circle.
    perform internal.require_profile(user_in);
    audiences := internal.audiences_for(me, user_in);
    return internal.posts_page('member', me, array(
        select p.id from public.posts p
         where p.author_id = user_in and p.status = 'published' and p.deleted_at is null
           and (p.published_at, p.id) < (mark.at, mark.id)
           and (p.audience = any (audiences) or (p.audience = 'circle' and (p.circle_id = any (circles) or exists (
                select from public.circles c
                 where c.id = p.circle_id and c.visibility = 'public' and c.closed_at is null offset 0))))
           and (p.hidden_at is null or user_in = me)
         order by p.published_at desc, p.id desc limit limit_in + 1), limit_in);
end $$;
comment on function api.get_posts_of_member(uuid, int, text) is
    'A page of a member''s posts as the viewer may see them, newest first; refuses where the profile is limited.';
grant execute on function api.get_posts_of_member(uuid, int, text) to topin_anon, topin_user, topin_staff;
