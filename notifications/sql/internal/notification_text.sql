create or replace function internal.notification_text(kind_in text, first_in text, count_in bigint) returns text
language sql immutable
as $$
    select internal.people_named(first_in, count_in)
        || case kind_in when 'like' then ' liked your post'
                        when 'follow' then ' followed you'
                        when 'profile_like' then ' liked your profile'
                        when 'follow_request' then case when count_in > 1 then ' want to follow you' else ' wants to follow you' end
                        when 'follow_accepted' then ' accepted your follow request'
                        else '' end
$$;
comment on function internal.notification_text(text, text, bigint) is
    'A notification in one English sentence; it passes through Python as bytes, so it is made here. Clients translate by kind, actors and count.';
grant execute on function internal.notification_text(text, text, bigint) to topin_user;
