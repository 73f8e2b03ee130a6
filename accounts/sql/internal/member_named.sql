create or replace function internal.member_named(viewer_in uuid, member_in uuid) returns json
language sql stable
as $$
    select json_build_object('id', member_in, 'handle', (
        select p.handle from public.profiles p
         where p.user_id = member_in and api.profile_exists_for(viewer_in, member_in)))
$$;
comment on function internal.member_named(uuid, uuid) is 'Another member in an archive: id, and handle where they exist for its owner.';
