-- security definer: the words of posts have no policy for anybody.
create or replace function api.store_post_words(posts_in jsonb) returns int
language plpgsql volatile security definer set search_path = ''
as $$
declare
    stored int;
begin
    with read as (
        select r.* from pg_catalog.jsonb_to_recordset(posts_in -> 'posts') r (id uuid, words text, edited_at timestamptz)
    ), held as (
        -- Locked, lowest id first: an edit that is under way is waited for, and its own words come with its event.
        select p.id, p.author_id, p.published_at, r.words
          from read r join public.posts p on p.id = r.id and p.edited_at is not distinct from r.edited_at
         where p.status = 'published' order by p.id for share of p
    )
    insert into public.post_words as w (post_id, published_at, words)
    select h.id, h.published_at, internal.post_vector(h.words, h.author_id, h.published_at) from held h
    on conflict (post_id) do update set words = excluded.words where w.words <> excluded.words;
    get diagnostics stored = row_count;
    return stored;
end $$;
comment on function api.store_post_words(jsonb) is
    'Keeps the words of posts, {posts: [{id, words, edited_at}]}, but for posts whose text was edited since it was read. Returns how many were new or changed.';
grant execute on function api.store_post_words(jsonb) to topin_worker;
