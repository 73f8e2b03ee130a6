-- security definer: asks for the viewer's own posts alone, unseen ones too.
create or replace function api.get_scheduled_posts(limit_in int, cursor_in text) returns json
language plpgsql stable security definer set search_path = ''
as $$
declare
    mark record := internal.cursor_read('scheduled', cursor_in);
    page uuid[];
    times timestamptz[];
begin
    select coalesce(array_agg(p.id order by p.at, p.id), '{}'), array_agg(p.at order by p.at, p.id) into page, times from (
        select p.id, p.scheduled_at as at from public.posts p
         where p.author_id = api.viewer_id() and p.status = 'scheduled' and p.deleted_at is null
           and (cursor_in = '' or (p.scheduled_at, p.id) > (mark.at, mark.id))
         order by p.scheduled_at, p.id limit limit_in + 1) p;
    return internal.own_posts_page('scheduled', page, times, limit_in);
end $$;
comment on function api.get_scheduled_posts(int, text) is 'A page of the viewer''s scheduled posts, the next one first.';
grant execute on function api.get_scheduled_posts(int, text) to topin_user;
