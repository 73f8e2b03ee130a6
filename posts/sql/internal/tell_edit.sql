create or replace function internal.tell_edit(was_in public.posts, now_in public.posts) returns void
language plpgsql volatile
as $$
begin
    if now_in.edited_at is distinct from was_in.edited_at then
        insert into public.post_versions (post_id, text, content_warning, written_at)
        values (was_in.id, was_in.text, was_in.content_warning, coalesce(was_in.edited_at, was_in.published_at));
    end if;
    if now_in.text <> was_in.text then
        perform internal.tell_content((select p from public.posts p where p.id = was_in.id));
    end if;
    if now_in.has_media and internal.is_out_for_all(was_in) and not internal.is_out_for_all(now_in) then
        perform internal.tell_media_audience(internal.contents_of_posts(array[was_in.id]));
    end if;
    perform internal.event_record('post_edited', was_in.id);
end $$;
comment on function internal.tell_edit(public.posts, public.posts) is
    'What an edit of a published post leaves behind: the version it replaced, tags and mentions of the new text, that fewer people see its media, and the fact.';
