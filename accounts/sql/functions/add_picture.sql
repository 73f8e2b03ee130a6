create or replace function api.add_picture(kind_in text, upload_in text) returns uuid
language plpgsql volatile
as $$
declare
    picture_id uuid := uuidv7();
begin
    insert into profile_pictures (id, user_id, kind, upload, name)
    values (picture_id, viewer_id(), kind_in, upload_in, 'pictures/' || picture_id || '/' || kind_in);
    perform internal.event_record('picture_uploaded', picture_id);
    return picture_id;
end $$;
comment on function api.add_picture(text, text) is
    'Takes in a picture (avatar or banner) whose original lies in the private store, for the media worker; returns its id.';
grant execute on function api.add_picture(text, text) to topin_user;
