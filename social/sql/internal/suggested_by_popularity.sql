create or replace function internal.suggested_by_popularity(viewer_in uuid)
returns table (suggested_id uuid, score float8)
language sql stable
as $$
    with w as materialized (select * from internal.suggestion_weights()
    ), most_followed as materialized (  -- cut before anything is looked up: this walks all counters
        select c.user_id, c.followers from public.profile_counters c
         where c.followers >= (select w.popular_from from w)
         order by c.followers desc, c.user_id desc limit (select w.shortlist from w)
    )
    select m.user_id, w.popular * ln(1 + m.followers::float8)
      from w, most_followed m join public.profiles p on p.user_id = m.user_id
     where not p.is_private and p.visibility = 'everyone' and not p.is_hidden
       and m.user_id not in (select n.id from internal.never_suggested(viewer_in) n (id))
$$;
comment on function internal.suggested_by_popularity(uuid) is
    'Public accounts with most followers: for those of whom nothing is known yet that would lead to anybody.';
