create or replace function internal.publish_post(post_in uuid, author_in uuid) returns void
language plpgsql volatile
as $$
declare
    post public.posts;
    quoted_author uuid;
begin
    update public.posts p
       set status = 'published', published_at = now(), scheduled_at = null,
           -- What can no longer be quoted is an unavailable quote from the beginning.
           quote_id = case when internal.is_quotable(p.author_id, p.quote_id, p.circle_id) then p.quote_id end,
           quote_is_gone = p.quote_is_gone or (p.quote_id is not null
                and not internal.is_quotable(p.author_id, p.quote_id, p.circle_id))
     where p.id = post_in and p.author_id = author_in and p.status <> 'published' and p.deleted_at is null
    returning * into post;
    if not found then
        perform internal.refuse('TP409', 'This post is published already.', 'already_published');
    end if;
    perform internal.count_change('posts', author_in, 1);
    update public.post_polls q set closes_at = now() + q.seconds * interval '1 second' where q.post_id = post_in;
    perform internal.event_record('post_published', post_in, pg_catalog.jsonb_build_object('author_id', author_in));
    perform internal.begin_fanout(post_in, author_in, post.published_at);
    perform internal.tell_content(post);
    if post.has_media and internal.is_out_for_all(post) then
        perform internal.tell_media_audience(internal.contents_of_posts(array[post_in]));
    end if;
    if post.quote_id is not null then
        select q.author_id into quoted_author from public.posts q where q.id = post.quote_id;
        perform internal.count_change('post_quotes', post.quote_id, 1);
        perform internal.event_record('post_quoted', post.quote_id,
            pg_catalog.jsonb_build_object('author_id', quoted_author, 'quote_id', post_in));
    end if;
end $$;
comment on function internal.publish_post(uuid, uuid) is
    'All that publishing a draft or scheduled post of an author does; refuses what is published already. What may be published the caller has asked.';
