-- security definer: reads follows, circles and tags around a member, and fills a cache that nobody may write.
create or replace function api.refresh_suggestions(user_in uuid, kept_in int) returns int
language plpgsql volatile security definer set search_path = ''
as $$
declare
    kept int;
begin
    if user_in <> coalesce(api.viewer_id(), user_in) or not exists (select from public.profiles p where p.user_id = user_in) then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    -- Takes the row's lock: of two at once the second waits, and writes over what the first found.
    insert into public.suggestion_lists as l (user_id, computed_at) values (user_in, now())
        on conflict (user_id) do update set computed_at = excluded.computed_at;
    delete from public.suggestions s where s.user_id = user_in;
    insert into public.suggestions (user_id, suggested_id, score, reason, via_id, others, topic)
        select user_in, c.suggested_id, c.score, c.reason, c.via_id, c.others, c.topic
          from internal.compute_suggestions(user_in, kept_in) c;
    get diagnostics kept = row_count;
    return kept;
end $$;
comment on function api.refresh_suggestions(uuid, int) is
    'Computes a member''s suggestions anew and keeps the best; for themselves, or for a job. Returns how many were found.';
grant execute on function api.refresh_suggestions(uuid, int) to topin_user, topin_worker;
