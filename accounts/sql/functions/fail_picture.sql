create or replace function api.fail_picture(picture_in uuid, failure_in text) returns void
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    original text;
    stem text;
begin
    update profile_pictures set state = 'failed', failure = failure_in, upload = '', updated_at = now()
     where id = picture_in and state = 'processing'
    returning old.upload, old.name into original, stem;
    if found then
        perform internal.event_record('picture_files_outdated', picture_in,
                                      jsonb_build_object('upload', original, 'folder', stem));
    end if;
end $$;
comment on function api.fail_picture(uuid, text) is
    'Gives up on a picture that cannot be decoded, with a code that says why; the profile keeps its old one.';
grant execute on function api.fail_picture(uuid, text) to topin_worker;
