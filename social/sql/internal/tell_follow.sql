-- security definer: tells a member's stream what they are to another now, whichever of the two acted.
create or replace function internal.tell_follow(user_in uuid, other_in uuid) returns void
language sql volatile security definer set search_path = ''
as $$
    select internal.stream_append(user_in, 'follow.changed', pg_catalog.jsonb_build_object(
        'user_id', other_in, 'follow', api.follow_state(user_in, other_in),
        'followed_by', api.is_following(other_in, user_in)))
$$;
comment on function internal.tell_follow(uuid, uuid) is 'Tells a member''s open clients how they and another follow each other.';
grant execute on function internal.tell_follow(uuid, uuid) to topin_user;
