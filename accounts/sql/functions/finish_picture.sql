create or replace function api.finish_picture(picture_in uuid) returns boolean
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    done profile_pictures;
    original text;
begin
    -- The profile's lock puts two that end at once in order: the older one finds itself dropped, or is dropped.
    perform from profiles where user_id = (select user_id from profile_pictures where id = picture_in) for no key update;
    update profile_pictures set state = 'ready', upload = '', updated_at = now()
     where id = picture_in and state = 'processing'
    returning old.upload into original;
    if not found then
        return false;
    end if;
    select * into done from profile_pictures where id = picture_in;
    perform internal.show_picture(done.user_id, done.kind, done.name);
    perform internal.drop_pictures(done.user_id, done.kind, 'superseded', done.id);
    perform internal.event_record('picture_files_outdated', done.id, jsonb_build_object('upload', original));
    perform internal.event_record('profile_changed', done.user_id);
    return true;
end $$;
comment on function api.finish_picture(uuid) is
    'Shows a decoded picture in the profile and drops older ones. False where it was done, dropped or taken back before.';
grant execute on function api.finish_picture(uuid) to topin_worker;
