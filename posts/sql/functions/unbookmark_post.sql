-- security definer: bookmarks are written by deeds alone.
create or replace function api.unbookmark_post(post_in uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
    since timestamptz;
begin
    delete from public.bookmarks b where b.user_id = api.viewer_id() and b.post_id = post_in returning b.created_at into since;
    if found then
        perform internal.undo_interest(api.viewer_id(), post_in, 'bookmark', since);
    end if;
end $$;
comment on function api.unbookmark_post(uuid) is
    'Takes the viewer''s bookmark away, whether the post is still there for them or not. Nobody is told, hence no event.';
grant execute on function api.unbookmark_post(uuid) to topin_user;
