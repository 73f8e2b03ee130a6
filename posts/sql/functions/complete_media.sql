-- security definer: members change the rows of their media by deeds alone.
create or replace function api.complete_media(media_in uuid) returns json
language plpgsql volatile security definer set search_path = ''
as $$
#variable_conflict use_column
begin
    perform internal.own_media(media_in);
    update public.post_media m set state = 'processing', completed_at = pg_catalog.now(), upload_id = null
     where m.id = media_in and m.state = 'pending';
    if found then
        perform internal.event_record('media_uploaded', media_in);
    end if;
    return internal.media_json(media_in, false);
end $$;
comment on function api.complete_media(uuid) is
    'Notes that all of a medium of the viewer has arrived, which the caller checked, so that it is processed; returns Media. Later calls only return it.';
grant execute on function api.complete_media(uuid) to topin_user;
