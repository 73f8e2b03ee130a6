-- security definer: contents are changed by functions alone.
create or replace function api.note_media_progress(content_in uuid, worker_in uuid, progress_in int, lease_in interval) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
#variable_conflict use_column
declare
    before smallint;
begin
    update public.media_contents c
       set progress = progress_in, leased_until = pg_catalog.clock_timestamp() + lease_in
     where c.id = content_in and c.worker = worker_in and c.state = 'processing'
       and exists (select from public.post_media m where m.content_id = c.id)
    returning old.progress into before;
    if not found then
        return false;
    end if;
    if progress_in / 10 > before / 10 then
        perform internal.tell_media(array(
            select m.id from public.post_media m where m.content_id = content_in and m.state = 'processing'));
    end if;
    return true;
end $$;
comment on function api.note_media_progress(uuid, uuid, int, interval) is
    'How far a content is (per cent), and a longer lease; members hear of every tenth. False when the worker has it no more, or nobody waits for it.';
grant execute on function api.note_media_progress(uuid, uuid, int, interval) to topin_worker;
