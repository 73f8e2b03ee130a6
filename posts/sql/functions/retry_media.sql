-- security definer: members change the rows of their media by deeds alone.
create or replace function api.retry_media(media_in uuid) returns json
language plpgsql volatile security definer set search_path = ''
as $$
#variable_conflict use_column
declare
    mine public.post_media := internal.own_media(media_in);
begin
    if mine.state = 'pending' then
        perform internal.refuse('TP409', 'This file has not arrived yet. Finish its upload first.', 'media_not_uploaded');
    end if;
    perform internal.retry_media(media_in);
    return internal.media_json(media_in, false);
end $$;
comment on function api.retry_media(uuid) is
    'Has a medium of the viewer that failed processed once more; returns Media. What is being processed or ready stays as it is.';
grant execute on function api.retry_media(uuid) to topin_user;
