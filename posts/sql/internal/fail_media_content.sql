create or replace function internal.fail_media_content(content_in uuid, failure_in text) returns void
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    failed uuid[];
    medium uuid;
begin
    update public.media_contents
       set state = 'failed', failure = failure_in, worker = null, leased_until = null, finished_at = now()
     where id = content_in;
    perform from public.post_media where content_id = content_in and state = 'processing' order by id for update;
    with done as (
        update public.post_media set state = 'failed' where content_id = content_in and state = 'processing' returning id
    )
    select array_agg(id order by id) into failed from done;
    foreach medium in array coalesce(failed, '{}') loop
        perform internal.event_record('media_failed', medium, jsonb_build_object('failure', failure_in));
    end loop;
    perform internal.tell_media(failed);
end $$;
comment on function internal.fail_media_content(uuid, text) is
    'Gives up on a content with a code that says why, and with it on all media that wait for it.';
