create or replace function internal.tag_post(post_in uuid) returns void
language plpgsql volatile
as $$
begin
    delete from public.post_tags t using public.posts p
     where t.post_id = post_in and p.id = post_in and t.tag <> all (p.tags);
    insert into public.post_tags as t (post_id, tag, author_id, place, published_at)
    select p.id, found.tag, p.author_id, found.place - 1, p.published_at
      from public.posts p cross join unnest(p.tags) with ordinality found (tag, place)
     where p.id = post_in
    on conflict (post_id, tag) do update set place = excluded.place where t.place <> excluded.place;
end $$;
comment on function internal.tag_post(uuid) is 'Makes the rows of a published post''s tags equal to those in its text, in the order of their places.';
