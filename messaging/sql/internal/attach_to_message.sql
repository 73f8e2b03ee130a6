create or replace function internal.attach_to_message(message_in uuid, sender_in uuid, media_in uuid[], sealed_alts_in bytea[]) returns void
language plpgsql volatile
as $$
declare
    medium public.post_media;
    wanted uuid;
begin
    foreach wanted in array media_in loop
        select * into medium from public.post_media m where m.id = wanted and m.user_id = sender_in;
        if not found then
            perform internal.refuse('TP400', 'There are no such media', 'not_found', 'media_ids');
        elsif medium.post_id is not null or medium.message_id <> message_in then
            perform internal.refuse('TP409', 'This is in a post or message already. Upload it once more.', 'media_in_use');
        elsif medium.state <> 'ready' or medium.purpose <> 'message' then
            perform internal.refuse('TP409', 'This cannot be sent in a message yet. Wait until it is ready.', 'media_not_ready');
        end if;
    end loop;
    update public.post_media m set message_id = message_in, place = w.place - 1, alt_text = ''
      from unnest(media_in) with ordinality w (id, place) where m.id = w.id;
    update public.messages m set has_media = true, sealed_alts = sealed_alts_in where m.id = message_in;
end $$;
comment on function internal.attach_to_message(uuid, uuid, uuid[], bytea[]) is
    'Puts media of its sender into a message, in this order; the caller has held them (hold_media). What describes them stands in the message from now on, sealed. Refuses other people''s as absent, those that are not ready or meant for something else, those that are in a post or another message.';
