create or replace function api.get_media(media_in uuid) returns json
language plpgsql stable
as $$
begin
    perform from post_media m where m.id = media_in and m.user_id = viewer_id();
    if not found then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    return internal.media_json(media_in, false);
end $$;
comment on function api.get_media(uuid) is 'A medium of the viewer (Media). Refuses other people''s as if there were none.';
grant execute on function api.get_media(uuid) to topin_user;
