-- Neither definer nor with settings of its own, so that PostgreSQL writes it into the queries that search.
create or replace function internal.searchable_members(viewer_in uuid) returns setof public.profiles
language sql stable
as $$
    select p.* from public.profiles p
     where p.user_id = viewer_in or (
           not p.is_hidden and p.visibility <> 'nobody'
           and exists (select from public.user_settings s where s.user_id = p.user_id and s.discoverable offset 0)
           and p.user_id <> all (array(select internal.hidden_from(viewer_in))))
$$;
comment on function internal.searchable_members(uuid) is
    'Whom a viewer (null: a visitor) may find: the discoverable, neither suspended nor shown to nobody nor at the other end of a block; and themselves.';
