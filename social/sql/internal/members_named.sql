create or replace function internal.members_named(viewer_in uuid, handle_in text, key_in text, limit_in int) returns setof uuid
language sql stable set plan_cache_mode = force_generic_plan
as $$
    -- `~` comes behind all that handles are made of.
    (select p.user_id from internal.searchable_members(viewer_in) p
      where p.handle >= handle_in and p.handle < handle_in || '~' and handle_in <> '' order by p.handle limit limit_in)
    union
    (select p.user_id from internal.searchable_members(viewer_in) p
      where internal.name_key(' ' || p.handle || ' ' || p.display_name) like internal.name_pattern(key_in) and key_in <> '' limit limit_in)
$$;
comment on function internal.members_named(uuid, text, text, int) is
    'Whom a viewer may find by what a handle or a part of a name (key_in: its key) begins with: at most limit_in of each.';
