-- security definer: contents are made and removed by functions alone.
create or replace function api.remove_unused_contents(contents_in uuid[], limit_in int) returns int
language plpgsql volatile security definer set search_path = ''
as $$
#variable_conflict use_column
declare
    due uuid[];
    gone record;
    removed int := 0;
begin
    if contents_in is null then
        due := array(
            select c.id from public.media_contents c
             where c.state <> 'ready' and (c.leased_until is null or c.leased_until < pg_catalog.now())
               and not exists (select from public.post_media m where m.content_id = c.id)
             order by c.id limit limit_in for update of c skip locked);
    else
        -- Waited for: nobody comes back for one that is ready and was passed by.
        due := array(
            select c.id from public.media_contents c
             where c.id = any (contents_in) and (c.leased_until is null or c.leased_until < pg_catalog.now())
             order by c.id limit limit_in for update of c);
    end if;
    -- Held now: whoever hands in the same at this moment was seen, or waits and finds it gone.
    for gone in
        delete from public.media_contents c
         where c.id = any (due) and not exists (select from public.post_media m where m.content_id = c.id)
        returning c.folder, c.public_folder
    loop
        perform internal.event_record('media_content_removed', null,
            pg_catalog.jsonb_build_object('folder', gone.folder, 'public_folder', gone.public_folder));
        removed := removed + 1;
    end loop;
    return removed;
end $$;
comment on function api.remove_unused_contents(uuid[], int) is
    'Removes what was made of files that nobody has any more and nobody works on: of the given ones, or (null) of all that never became ready. Files follow by event media_content_removed. Returns how many.';
grant execute on function api.remove_unused_contents(uuid[], int) to topin_worker;
