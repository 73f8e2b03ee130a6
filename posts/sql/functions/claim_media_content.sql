-- security definer: contents are made and given out by functions alone.
create or replace function api.claim_media_content(media_in uuid, worker_in uuid, kind_in text, lease_in interval, tries_in int) returns json
language plpgsql volatile security definer set search_path = ''
as $$
#variable_conflict use_column
declare
    medium public.post_media;
    content public.media_contents;
begin
    select * into medium from public.post_media where id = media_in and state = 'processing';
    if not found then
        return null;
    end if;
    -- Contents are locked before media, here and wherever both are.
    content := internal.hold_media_content(medium, kind_in);
    update public.post_media set content_id = content.id where id = media_in and state = 'processing';
    if not found then
        return null; -- deleted meanwhile
    end if;
    if content.state = 'ready' then
        perform internal.show_media_content(content.id);
        return json_build_object('state', 'ready');
    elsif content.state = 'processing' and content.leased_until > pg_catalog.clock_timestamp() then
        return json_build_object('state', 'awaited');
    elsif content.state = 'processing' and content.tries >= tries_in then
        perform internal.fail_media_content(content.id, 'interrupted');
        return json_build_object('state', 'failed');
    elsif content.state = 'failed' and medium.content_id is distinct from content.id
          and exists (select from public.post_media m where m.content_id = content.id and m.id <> media_in) then
        perform internal.fail_media_content(content.id, content.failure);
        return json_build_object('state', 'failed');
    end if;
    return internal.lease_media_content(content, worker_in, content.state = 'failed', lease_in);
end $$;
comment on function api.claim_media_content(uuid, uuid, text, interval, int) is
    'Asks for the content of a medium whose bytes the worker checked. {state}: claimed (with content and folder: it is this worker''s now), ready or failed (so is the medium now), awaited (another worker has it; the medium follows it). A failed one is begun anew by a medium that failed with it, or where nobody has it any more. After tries_in workers that were lost it has failed. Null where the medium is gone or done.';
grant execute on function api.claim_media_content(uuid, uuid, text, interval, int) to topin_worker;
