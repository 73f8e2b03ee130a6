-- security definer: where policies hold, LIKE may use no index. Who may discover a circle is said here.
create or replace function internal.discover_circles(viewer_in uuid, key_in text, members_in bigint, id_in uuid, limit_in int)
returns setof public.circles
language sql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan
as $$
    -- One of the two has rows. The line break keeps apart what is looked for in slug or name.
    (select c.* from public.circles c
      where key_in = '' and c.closed_at is null and c.visibility <> 'secret' and (c.members_count, c.id) < (members_in, id_in)
        and not exists (select from public.circle_bans b where b.circle_id = c.id and b.user_id = viewer_in offset 0)
      order by c.members_count desc, c.id desc limit limit_in)
    union all
    (select c.* from (
          select n.* from public.circles n
           where key_in <> '' and n.closed_at is null and n.visibility <> 'secret'
             and internal.name_key(' ' || n.slug || chr(10) || n.name) like '%' || key_in || '%' offset 0) c
      where (c.members_count, c.id) < (members_in, id_in)
        and not exists (select from public.circle_bans b where b.circle_id = c.id and b.user_id = viewer_in offset 0)
      order by c.members_count desc, c.id desc limit limit_in)
$$;
comment on function internal.discover_circles(uuid, text, bigint, uuid, int) is
    'The largest circles behind a mark that are not secret and did not ban the viewer; key_in: what the key of slug or name contains, empty for all.';
grant execute on function internal.discover_circles(uuid, text, bigint, uuid, int) to topin_user;
