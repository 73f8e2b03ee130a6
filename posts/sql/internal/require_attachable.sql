create or replace function internal.require_attachable(post_in public.posts, media_in uuid[], field_in text) returns void
language plpgsql stable
as $$
declare
    medium public.post_media;
    wanted uuid;
begin
    foreach wanted in array media_in loop
        select * into medium from public.post_media m where m.id = wanted and m.user_id = post_in.author_id;
        if not found then
            perform internal.refuse('TP400', 'There are no such media', 'not_found', field_in);
        elsif medium.post_id <> post_in.id or medium.message_id is not null then
            perform internal.refuse('TP409', 'This is in another post or in a message already. Upload it once more.', 'media_in_use');
        elsif medium.post_id is null and (medium.state <> 'ready' or medium.purpose <> 'post') then
            perform internal.refuse('TP409', 'This cannot be shown in a post yet. Wait until it is ready.', 'media_not_ready');
        end if;
    end loop;
end $$;
comment on function internal.require_attachable(posts, uuid[], text) is
    'Refuses media that a post cannot have: other people''s as absent, those that are not ready or meant for something else, those of another post or a message.';
