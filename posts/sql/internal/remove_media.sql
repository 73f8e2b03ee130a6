create or replace function internal.remove_media(media_in uuid[]) returns int
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    gone jsonb;
begin
    -- Held lowest id first, as everywhere.
    perform from public.post_media m where m.id = any (media_in) order by m.id for update;
    with deleted as (
        delete from public.post_media m where m.id = any (media_in) returning m.original, m.upload_id, m.content_id
    )
    select jsonb_agg(jsonb_build_object('original', d.original, 'upload_id', d.upload_id, 'content_id', d.content_id))
      into gone from deleted d;
    if gone is null then
        return 0;
    end if;
    -- Files go after the commit, and are tried again until they are gone.
    perform internal.event_record('media_removed', null, jsonb_build_object('media', gone));
    return jsonb_array_length(gone);
end $$;
comment on function internal.remove_media(uuid[]) is
    'Removes media, whatever their state and wherever they are shown; event media_removed has their files removed, and what was made of them when nobody else handed in the same. Returns how many.';
