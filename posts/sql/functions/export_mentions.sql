-- security definer: an archive holds what no screen shows; the job that makes it names the one member it is about.
create or replace function api.export_mentions(user_in uuid, after_in uuid, limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(json_build_object('key', page.id, 'item',
            json_build_object('post_id', page.post_id, 'comment_id', page.comment_id)) order by page.id), '[]')
      from (select m.* from public.mentions m
             where m.user_id = user_in and (after_in is null or m.id > after_in)
               and case when m.comment_id is null then api.can_see_post(user_in, m.post_id)
                        else internal.can_see_comment(user_in, m.comment_id) end
             order by m.id limit limit_in) page
$$;
comment on function api.export_mentions(uuid, uuid, int) is 'A page of the archive: where others mention a member, as far as they see it.';
grant execute on function api.export_mentions(uuid, uuid, int) to topin_worker;
