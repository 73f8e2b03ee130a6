-- security definer: members do not write tags; they come from the text with the post.
create or replace function internal.tag_post(post_in uuid, tags_in text[]) returns void
language sql volatile security definer set search_path = ''
as $$
    insert into public.post_tags (post_id, tag, author_id, place)
    select p.id, found.tag, p.author_id, found.place - 1
      from public.posts p cross join unnest(tags_in) with ordinality found (tag, place)
     where p.id = post_in and p.author_id = api.viewer_id()
$$;
comment on function internal.tag_post(uuid, text[]) is 'Keeps the tags of an own new post, each once, in the order of its text.';
grant execute on function internal.tag_post(uuid, text[]) to topin_user;
