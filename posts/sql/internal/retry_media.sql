create or replace function internal.retry_media(media_in uuid) returns boolean
language plpgsql volatile
as $$
#variable_conflict use_column
begin
    update public.post_media m set state = 'processing', failure = null where m.id = media_in and m.state = 'failed';
    if not found then
        return false;
    end if;
    perform internal.event_record('media_uploaded', media_in);
    return true;
end $$;
comment on function internal.retry_media(uuid) is
    'Has a medium that failed processed once more, from the original that was kept. False where it had not failed.';
