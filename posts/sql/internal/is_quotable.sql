-- security definer: as is_repostable.
create or replace function internal.is_quotable(author_in uuid, quote_in uuid, circle_in uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
    select api.can_see_post(author_in, quote_in) and internal.is_repostable(author_in, quote_in)
       and exists (select from public.posts q where q.id = quote_in and (q.circle_id is null or q.circle_id = circle_in))
$$;
comment on function internal.is_quotable(uuid, uuid, uuid) is
    'Whether an author may quote a post in a post of theirs in this circle (null: in none): a circle''s only inside it.';
