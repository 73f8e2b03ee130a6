create or replace function api.get_media_upload(media_in uuid) returns json
language plpgsql stable
as $$
#variable_conflict use_column
declare
    mine post_media;
begin
    select * into mine from post_media m where m.id = media_in and m.user_id = viewer_id();
    if not found then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    return internal.upload_json(mine);
end $$;
comment on function api.get_media_upload(uuid) is
    'Where the file of a medium of the viewer belongs and what of it is known: {id, state, original, upload_id, size, content_type}.';
grant execute on function api.get_media_upload(uuid) to topin_user;
