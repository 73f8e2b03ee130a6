-- security definer: contents are changed by functions alone.
create or replace function api.fail_media_content(content_in uuid, worker_in uuid, failure_in text) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
#variable_conflict use_column
begin
    perform from public.media_contents where id = content_in and worker = worker_in and state = 'processing' for update;
    if not found then
        -- Another worker has it by now, or it was removed.
        return not exists (select from public.media_contents where id = content_in);
    end if;
    perform internal.fail_media_content(content_in, failure_in);
    return true;
end $$;
comment on function api.fail_media_content(uuid, uuid, text) is
    'The worker that has a content gives up on it, with a code that says why. False where another has it, whose the files are then.';
grant execute on function api.fail_media_content(uuid, uuid, text) to topin_worker;
