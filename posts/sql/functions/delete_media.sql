-- security definer: members remove their media by deeds alone.
create or replace function api.delete_media(media_in uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
    mine public.post_media := internal.own_media(media_in);
begin
    if mine.post_id is not null then
        perform internal.refuse('TP409', 'This is in a post. Take it out of the post, or delete the post.', 'media_in_use');
    elsif mine.message_id is not null then
        perform internal.refuse('TP409', 'This is in a message. Delete the message.', 'media_in_use');
    end if;
    perform internal.remove_media(array[media_in]);
end $$;
comment on function api.delete_media(uuid) is
    'Removes a medium of the viewer that is in no post or message, whatever its state; its files follow.';
grant execute on function api.delete_media(uuid) to topin_user;
