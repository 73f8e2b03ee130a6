-- security definer: members change the rows of their media by deeds alone.
create or replace function api.update_media(media_in uuid, alt_text_in text) returns json
language plpgsql volatile security definer set search_path = ''
as $$
#variable_conflict use_column
begin
    if (internal.own_media(media_in)).message_id is not null then
        perform internal.refuse('TP409', 'This was sent in a message, and stays as it was described.', 'media_in_use');
    end if;
    update public.post_media m set alt_text = alt_text_in where m.id = media_in;
    return internal.media_json(media_in, false);
end $$;
comment on function api.update_media(uuid, text) is 'Changes the alt text of a medium of the viewer and returns Media; refuses what was sent in a message.';
grant execute on function api.update_media(uuid, text) to topin_user;
