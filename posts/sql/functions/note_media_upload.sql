-- security definer: members change the rows of their media by deeds alone.
create or replace function api.note_media_upload(media_in uuid, upload_in text) returns text
language plpgsql volatile security definer set search_path = ''
as $$
#variable_conflict use_column
declare
    noted text;
begin
    -- The first one counts; whoever comes second at the same time goes on with that.
    update public.post_media m set upload_id = coalesce(m.upload_id, upload_in)
     where m.id = media_in and m.user_id = api.viewer_id() and m.state = 'pending'
    returning m.upload_id into noted;
    if not found then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    return noted;
end $$;
comment on function api.note_media_upload(uuid, text) is
    'Notes how the storage calls an upload in parts. Returns the name that counts: that of whoever was first.';
grant execute on function api.note_media_upload(uuid, text) to topin_user;
