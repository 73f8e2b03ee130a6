create or replace function internal.show_media_content(content_in uuid) returns void
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    shown uuid[];
    originals text[];
    medium uuid;
begin
    perform from public.post_media where content_id = content_in and state in ('processing', 'failed') order by id for update;
    with done as (
        update public.post_media set state = 'ready', failure = null
         where content_id = content_in and state in ('processing', 'failed')
        returning id, original, purpose
    )
    -- A document is kept as it came; of everything else only what was made of it.
    select array_agg(id order by id), array_agg(original) filter (where purpose <> 'document') into shown, originals from done;
    foreach medium in array coalesce(shown, '{}') loop
        perform internal.event_record('media_ready', medium);
    end loop;
    if originals is not null then
        perform internal.event_record('media_originals_outdated', content_in, jsonb_build_object('originals', originals));
    end if;
    perform internal.tell_media(shown);
end $$;
comment on function internal.show_media_content(uuid) is
    'All media of a content that is ready are ready too, also those that failed with it before; their originals are needed no more.';
