-- security definer: contents are changed by functions alone.
create or replace function api.finish_media_content(content_in uuid, worker_in uuid, made_in jsonb) returns text
language plpgsql volatile security definer set search_path = ''
as $$
#variable_conflict use_column
declare
    content public.media_contents;
    made public.media_contents := pg_catalog.jsonb_populate_record(null::public.media_contents, made_in);
begin
    select * into content from public.media_contents where id = content_in for update;
    if not found then
        return 'gone';
    elsif content.worker is distinct from worker_in or content.state <> 'processing' then
        return 'lost';
    elsif not exists (select from public.post_media m where m.content_id = content_in) then
        perform internal.fail_media_content(content_in, 'interrupted'); -- the clock removes it
        return 'gone';
    end if;
    update public.media_contents
       set state = 'ready', progress = 100, kind = made.kind, width = made.width, height = made.height,
           duration = made.duration, blurhash = made.blurhash, variants = made.variants,
           worker = null, leased_until = null, finished_at = pg_catalog.now()
     where id = content_in;
    perform internal.show_media_content(content_in);
    return 'ready';
end $$;
comment on function api.finish_media_content(uuid, uuid, jsonb) is
    'Shows what was made of a content: {kind, variants, width, height, duration, blurhash}. Says how that went: ready, lost (another worker has it), gone (nobody wants it any more, its files can go).';
grant execute on function api.finish_media_content(uuid, uuid, jsonb) to topin_worker;
