-- security definer: an archive holds what no screen shows; the job that makes it names the one member it is about.
create or replace function api.export_conversations(user_in uuid, after_in uuid, limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(json_build_object('key', page.conversation_id, 'item', json_build_object(
            'id', page.conversation_id, 'member', internal.member_named(user_in, page.peer_id), 'state', page.state,
            'archived', page.is_archived, 'muted', page.is_muted, 'expiry', c.expiry,
            'created_at', c.created_at, 'updated_at', page.updated_at)) order by page.conversation_id), '[]')
      from (select p.* from internal.shown_conversations(user_in) p
             where after_in is null or p.conversation_id > after_in order by p.conversation_id limit limit_in) page
      join public.conversations c on c.id = page.conversation_id
$$;
comment on function api.export_conversations(uuid, uuid, int) is
    'A page of the archive: with whom a member talks, as they see it, and how they set that.';
grant execute on function api.export_conversations(uuid, uuid, int) to topin_worker;
