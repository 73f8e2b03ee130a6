-- security definer: asks for the viewer's own posts alone, unseen ones too.
create or replace function api.get_drafts(limit_in int, cursor_in text) returns json
language plpgsql stable security definer set search_path = ''
as $$
declare
    mark record := internal.cursor_read('drafts', cursor_in);
    page uuid[];
    times timestamptz[];
begin
    select coalesce(array_agg(p.id order by p.at desc, p.id desc), '{}'), array_agg(p.at order by p.at desc, p.id desc) into page, times from (
        select p.id, p.created_at as at from public.posts p
         where p.author_id = api.viewer_id() and p.status = 'draft' and p.deleted_at is null and (p.created_at, p.id) < (mark.at, mark.id)
         order by p.created_at desc, p.id desc limit limit_in + 1) p;
    return internal.own_posts_page('drafts', page, times, limit_in);
end $$;
comment on function api.get_drafts(int, text) is 'A page of the viewer''s drafts, newest first.';
grant execute on function api.get_drafts(int, text) to topin_user;
