create or replace function internal.member_posts(viewer_in uuid, user_in uuid, at_in timestamptz, id_in uuid, limit_in int)
returns table (trend bigint, at timestamptz, id uuid, post_id uuid, by_id uuid)
language sql stable set plan_cache_mode = force_generic_plan
as $$
    -- A pinned post stands as if it were published two centuries later; one that its author reposted, where they did.
    with pinned as materialized (
        select p.pinned_at + interval '200 years' as at, p.id from public.posts p
         where p.author_id = user_in and p.pinned_at is not null and p.status = 'published' and p.deleted_at is null
    ), own as (
        select p.published_at as at, p.id from public.posts p
         where p.author_id = user_in and p.status = 'published' and p.deleted_at is null
           and (p.published_at, p.id) < (at_in, id_in)
           and (p.audience = 'circle' or p.audience = any ((select internal.audiences_for(viewer_in, user_in))::text[]))
           and p.id <> all (array(select pinned.id from pinned))
           and not exists (select from public.reposts r where r.post_id = p.id and r.user_id = user_in offset 0)
         order by p.published_at desc, p.id desc limit limit_in
    ), handed_on as (
        select r.created_at as at, r.post_id as id from public.reposts r
         where r.user_id = user_in and (r.created_at, r.post_id) < (at_in, id_in)
           and r.post_id <> all (array(select pinned.id from pinned))
         order by r.created_at desc, r.post_id desc limit limit_in
    )
    select 0::bigint, found.at, found.id, found.id, found.by_id
      from (select pinned.at, pinned.id, null::uuid as by_id from pinned where (pinned.at, pinned.id) < (at_in, id_in)
            union all select own.at, own.id, null from own
            union all select handed_on.at, handed_on.id, user_in from handed_on) found
     order by found.at desc, found.id desc limit limit_in
$$;
comment on function internal.member_posts(uuid, uuid, timestamptz, uuid, int) is
    'What stands in a member''s list before a mark: pinned posts first, then posts and reposts (by_id), newest first, each post once. Whether the viewer sees them is asked afterwards.';
