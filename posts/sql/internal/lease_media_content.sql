create or replace function internal.lease_media_content(content_in public.media_contents, worker_in uuid, anew_in boolean, lease_in interval) returns json
language plpgsql volatile
as $$
#variable_conflict use_column
begin
    update public.media_contents
       set state = 'processing', progress = 0, failure = null, worker = worker_in,
           leased_until = clock_timestamp() + lease_in, tries = case when anew_in then 1 else tries + 1 end
     where id = content_in.id;
    return json_build_object('state', 'claimed', 'content', content_in.id, 'folder', content_in.folder);
end $$;
comment on function internal.lease_media_content(media_contents, uuid, boolean, interval) is
    'Gives a content, which the caller locked, to a worker: {state, content, folder}. anew_in: its tries are counted from the start.';
