-- security definer: an archive is read by a job for one member; of others it tells what that member may see.
create or replace function api.export_poll_votes(user_in uuid, after_in uuid, limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(json_build_object('key', page.option_id, 'item', json_build_object(
               'post_id', page.post_id, 'option_id', page.option_id,
               'option', case when api.can_see_post(user_in, page.post_id) then o.text end,
               'created_at', page.created_at)) order by page.option_id), '[]')
      from (select * from public.post_poll_votes
             where user_id = user_in and (after_in is null or option_id > after_in) order by option_id limit limit_in) page
      join public.post_poll_options o on o.id = page.option_id
$$;
comment on function api.export_poll_votes(uuid, uuid, int) is
    'A page of the archive: what a member voted for; the option''s text only where they still see the post.';
grant execute on function api.export_poll_votes(uuid, uuid, int) to topin_worker;
