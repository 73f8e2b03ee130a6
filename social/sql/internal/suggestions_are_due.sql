create or replace function internal.suggestions_are_due(user_in uuid, hours_in int) returns boolean
language sql stable
as $$
    select coalesce(bool_or(
        l.computed_at < now() - hours_in * interval '1 hour'
        or (select count(*) from public.suggestions s where s.user_id = user_in) < w.short_list
           and (l.computed_at < now() - w.short_list_time
                or exists (select from public.followers f where f.follower_id = user_in and f.created_at > l.computed_at))
    ), true)
      from internal.suggestion_weights() w, public.suggestion_lists l where l.user_id = user_in
$$;
comment on function internal.suggestions_are_due(uuid, int) is
    'Whether a member''s suggestions were never computed or are too old. Short lists, as newcomers have them, age quickly.';
