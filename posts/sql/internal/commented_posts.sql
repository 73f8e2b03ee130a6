create or replace function internal.commented_posts(user_in uuid, id_in uuid, limit_in int)
returns table (trend bigint, at timestamptz, id uuid, post_id uuid, by_id uuid)
language sql stable set plan_cache_mode = force_generic_plan
as $$
    select 0::bigint, c.created_at, c.id, c.post_id, null::uuid
      from public.comments c
     where c.author_id = user_in and c.id < id_in and c.deleted_at is null and c.hidden_at is null
       and not exists (
           select from public.comments later
            where later.post_id = c.post_id and later.author_id = user_in and later.id > c.id
              and later.deleted_at is null and later.hidden_at is null offset 0)
     order by c.id desc limit limit_in
$$;
comment on function internal.commented_posts(uuid, uuid, int) is
    'The posts on which a member commented, by their newest comment there (id), before a mark. Whether the viewer sees them is asked afterwards.';
