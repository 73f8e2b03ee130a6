-- security definer: locks a row that members change by deeds alone.
create or replace function internal.own_media(media_in uuid) returns public.post_media
language plpgsql volatile security definer set search_path = ''
as $$
declare
    mine public.post_media;
begin
    select * into mine from public.post_media m where m.id = media_in and m.user_id = api.viewer_id()
       and (m.message_id is null or internal.can_see_message(m.user_id, m.message_id)) for no key update;
    if not found then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    return mine;
end $$;
comment on function internal.own_media(uuid) is
    'A medium of the viewer, locked for a deed until the commit; refuses other people''s, and those of messages that are over, as if there were none.';
grant execute on function internal.own_media(uuid) to topin_user;
