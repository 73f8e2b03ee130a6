create or replace function internal.drop_pictures(
    user_in uuid, kind_in text, failure_in text, before_in uuid default null
) returns void
language plpgsql volatile
as $$
declare
    dropped record;
begin
    for dropped in
        with failed as (
            update public.profile_pictures set state = 'failed', failure = failure_in, upload = '', updated_at = now()
             where user_id = user_in and kind = kind_in and state = 'processing' and (before_in is null or id < before_in)
            returning id, old.upload, name
        ), gone as (
            delete from public.profile_pictures
             where user_id = user_in and kind = kind_in and state = 'ready' and (before_in is null or id < before_in)
            returning id, upload, name
        )
        select * from failed union all select * from gone
    loop
        perform internal.event_record('picture_files_outdated', dropped.id,
            jsonb_build_object('upload', dropped.upload, 'folder', dropped.name));
    end loop;
end $$;
comment on function internal.drop_pictures(uuid, text, text, uuid) is
    'Ends a member''s pictures of a kind (those before another, or all) and lets their files be deleted.';
grant execute on function internal.drop_pictures(uuid, text, text, uuid) to topin_worker;
