create or replace function internal.tell_media(media_in uuid[]) returns void
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    medium record;
begin
    -- A stream is locked until the commit: the lowest member first.
    for medium in select id, user_id from public.post_media where id = any (media_in) order by user_id, id loop
        perform internal.stream_append(medium.user_id, 'media.changed', jsonb_build_object('media_id', medium.id));
    end loop;
end $$;
comment on function internal.tell_media(uuid[]) is 'Tells the members whose media these are that they changed.';
