-- security definer: an archive is read by a job for one member; of others it names whom that member may see.
create or replace function api.export_muted_words(user_in uuid, after_in uuid, limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(json_build_object('key', page.id, 'item', json_build_object(
            'phrase', page.phrase, 'match', page.match, 'action', page.action,
            'expires_at', page.expires_at, 'created_at', page.created_at)) order by page.id), '[]')
      from (select * from public.muted_words
             where user_id = user_in and (after_in is null or id > after_in) order by id limit limit_in) page
$$;
comment on function api.export_muted_words(uuid, uuid, int) is 'A page of the archive: what a member reads nothing of, or only after a warning.';
grant execute on function api.export_muted_words(uuid, uuid, int) to topin_worker;
