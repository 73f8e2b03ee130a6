-- security definer: an archive holds what no screen shows; the job that makes it names the one member it is about.
create or replace function api.export_messages(user_in uuid, after_in text, limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    -- A page begins after a place in a conversation, which an index finds; the message that stood there may be gone.
    with place as (
        select pg_catalog.split_part(after_in, '/', 1)::uuid as conversation_id, pg_catalog.split_part(after_in, '/', 2)::bigint as seq
    ), page as (
        select said.m from place cross join internal.shown_conversations(user_in) p
          cross join lateral (
              select m from internal.visible_messages(user_in, p.conversation_id) m
               where m.seq > case when p.conversation_id = place.conversation_id then place.seq else 0 end
               order by m.seq limit limit_in) said
         where after_in is null or p.conversation_id >= place.conversation_id
         order by p.conversation_id, (said.m).seq limit limit_in
    )
    select coalesce(json_agg(json_build_object('key', (m).conversation_id || '/' || (m).seq, 'item',
            internal.message_json(user_in, m, internal.receipts_shown((m).conversation_id))::jsonb
                || jsonb_build_object('media', coalesce(media.items, '[]')),
            'files', coalesce(media.files, '[]')) order by (m).conversation_id, (m).seq), '[]')
      from page
      join public.conversation_keys k on k.conversation_id = (m).conversation_id
      left join lateral (
          select jsonb_agg(jsonb_build_object('id', o.id, 'filename', o.filename, 'kind', c.kind,
                     'alt_text', coalesce(internal.sealed_json((m).sealed_alts[o.place + 1], k), to_json(o.alt_text)),
                     'size', o.size, 'width', c.width, 'height', c.height, 'duration', c.duration, 'file', file.path) order by o.place) as items,
                 -- What the member sent themselves stands among their own media.
                 jsonb_agg(jsonb_build_object('store', 'private', 'name', file.name, 'path', file.path) order by o.place)
                     filter (where o.user_id <> user_in) as files
            from public.post_media o
            join public.media_contents c on c.id = o.content_id
            cross join lateral internal.exported_file(o, c) file
           where (m).has_media and o.message_id = (m).id
      ) media on true
$$;
comment on function api.export_messages(uuid, text, int) is
    'A page of the archive: messages that a member sees, by conversation and in their order, texts sealed, with reactions and files of others. after_in: "<conversation>/<seq>".';
grant execute on function api.export_messages(uuid, text, int) to topin_worker;
