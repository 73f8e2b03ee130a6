-- security definer: the count is public, its rows are not.
create or replace function internal.post_reposts_json(post_in uuid) returns json
language sql stable security definer set search_path = ''
as $$
    select json_build_object(
        'reposted', exists (select from public.reposts r where r.post_id = post_in and r.user_id = api.viewer_id()),
        'reposts', coalesce((select c.reposts from public.post_counters c where c.post_id = post_in), 0)
                   + internal.count_pending('post_reposts', post_in))
$$;
comment on function internal.post_reposts_json(uuid) is 'The answer to reposting and its undoing: the viewer''s repost, and the exact count.';
