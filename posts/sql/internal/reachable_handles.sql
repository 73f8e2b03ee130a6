create or replace function internal.reachable_handles(author_in uuid, post_in uuid, handles_in text[])
returns table (user_id uuid, place bigint)
language sql stable
as $$
    select a.user_id, min(found.place)
      from unnest(handles_in) with ordinality found (handle, place)
      join public.profiles a on a.handle = lower(found.handle)
      join public.user_settings s on s.user_id = a.user_id
     where a.user_id <> author_in and not a.is_hidden and not api.is_user_blocked(a.user_id, author_in)
       and case s.mention_policy
           when 'everyone' then true
           when 'followers' then api.is_following(author_in, a.user_id)
           when 'mutuals' then api.are_mutual_followers(author_in, a.user_id)
           else false end
       and api.can_see_post(a.user_id, post_in)
     group by a.user_id
$$;
comment on function internal.reachable_handles(uuid, uuid, text[]) is
    'The members behind handles whom an author may mention in or below a post: who sees it, has no block with them and lets them by mention_policy.';
