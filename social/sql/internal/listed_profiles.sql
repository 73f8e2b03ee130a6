create or replace function internal.listed_profiles(viewer_in uuid) returns setof public.profiles
language sql stable
as $$
    select p.* from public.profiles p
     where not p.is_hidden and p.user_id <> all (array(select internal.hidden_from(viewer_in)))
$$;
comment on function internal.listed_profiles(uuid) is
    'The members that lists may show to a viewer: neither suspended nor at the other end of a block.';
