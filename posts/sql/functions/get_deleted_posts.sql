-- security definer: asks for the viewer's own posts alone, unseen ones too.
create or replace function api.get_deleted_posts(days_in int, limit_in int, cursor_in text) returns json
language plpgsql stable security definer set search_path = ''
as $$
declare
    mark record := internal.cursor_read('deleted', cursor_in);
    page uuid[];
    times timestamptz[];
begin
    select coalesce(array_agg(p.id order by p.at desc, p.id desc), '{}'), array_agg(p.at order by p.at desc, p.id desc) into page, times from (
        select p.id, p.deleted_at as at from public.posts p
         where p.author_id = api.viewer_id() and p.deleted_at > now() - pg_catalog.make_interval(days => days_in) and (p.deleted_at, p.id) < (mark.at, mark.id)
         order by p.deleted_at desc, p.id desc limit limit_in + 1) p;
    return internal.own_posts_page('deleted', page, times, limit_in);
end $$;
comment on function api.get_deleted_posts(int, int, text) is 'A page of the viewer''s deleted posts that can be restored (for days_in days), the last one deleted first.';
grant execute on function api.get_deleted_posts(int, int, text) to topin_user;
