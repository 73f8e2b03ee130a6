create or replace function internal.media_rows(media_in uuid, public_in boolean) returns table (medium json)
language sql stable rows 1
as $$
    select json_build_object(
        'id', m.id, 'kind', coalesce(c.kind, internal.media_kind(m.purpose, m.content_type)), 'status', m.state,
        'progress', case m.state when 'ready' then 100 when 'pending' then 0 else coalesce(c.progress, 0) end,
        'failure', case when m.state = 'failed' then internal.media_failure_json(coalesce(m.failure, c.failure)) end,
        'url', shown.base || file.main, 'thumbnail_url', shown.base || file.thumbnail,
        'variants', coalesce((
            select json_agg(json_build_object('name', v ->> 'name', 'url', shown.base || (v ->> 'file'),
                       'width', v -> 'width', 'height', v -> 'height', 'content_type', v ->> 'content_type') order by place)
              from jsonb_array_elements(c.variants) with ordinality listed (v, place)
             where shown.base is not null), '[]'),
        'width', c.width, 'height', c.height, 'duration', c.duration, 'blurhash', c.blurhash,
        'alt_text', m.alt_text, 'size', m.size)
      from public.post_media m
      left join public.media_contents c on c.id = m.content_id
      -- `offset 0`: signed once, not for each address; the key is made ready once for all media.
      left join lateral (
          select case when public_in and c.public_folder is not null
              then internal.media_url('media/' || c.public_folder || '/')
              -- A message's address is good as long as the medium is there: it names it, and whoever opens it asks.
              else internal.signed_base(
                       c.folder, case when m.purpose = 'message' then '-' || replace(m.id::text, '-', '') else '' end,
                       (select internal.media_key(0x3636363636363636)), (select internal.media_key(0x5c5c5c5c5c5c5c5c)))
              end as base offset 0
      ) shown on m.state = 'ready' and c.kind <> 'document'
      left join lateral internal.media_files(c.variants, c.kind) file on shown.base is not null
     where m.id = media_in
$$;
comment on function internal.media_rows(uuid, boolean) is
    'A medium as media_json says, as a row: inlined where media of a whole page are wanted, so that they are read by one statement.';
