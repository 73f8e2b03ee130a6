create or replace function internal.notification_text(kind_in text, subject_type_in text, first_in text, count_in bigint) returns text
language sql immutable
as $$
    select internal.people_named(first_in, count_in)
        || case kind_in when 'like' then ' liked your ' || subject_type_in
                        when 'comment' then ' commented on your post'
                        when 'reply' then ' replied to your comment'
                        when 'mention' then ' mentioned you in a ' || subject_type_in
                        when 'repost' then ' reposted your post'
                        when 'quote' then ' quoted your post'
                        when 'follow' then ' followed you'
                        when 'profile_like' then ' liked your profile'
                        when 'follow_request' then case when count_in > 1 then ' want to follow you' else ' wants to follow you' end
                        when 'follow_accepted' then ' accepted your follow request'
                        else '' end
$$;
comment on function internal.notification_text(text, text, text, bigint) is
    'A notification in one English sentence; it passes through Python as bytes, so it is made here. Clients translate by kind, subject, actors and count.';
grant execute on function internal.notification_text(text, text, text, bigint) to topin_user;
