-- security definer: rests on blocks, privacy and follows that the viewer may not read.
create or replace function internal.audiences_for(viewer_in uuid, author_in uuid) returns text[]
language sql stable security definer set search_path = ''
as $$
    select case
        when viewer_in = author_in then '{public,followers,mutuals,circle,private}'::text[]
        when not api.can_view_profile(viewer_in, author_in) then '{}'
        when not api.is_following(viewer_in, author_in) then '{public}'
        when not api.is_following(author_in, viewer_in) then '{public,followers}'
        else '{public,followers,mutuals}'
    end
$$;
comment on function internal.audiences_for(uuid, uuid) is 'Which of an author''s posts the viewer is among the audience of. Others'' circle posts are no part of it: can_read_in_circle decides on each circle.';
grant execute on function internal.audiences_for(uuid, uuid) to topin_worker;
