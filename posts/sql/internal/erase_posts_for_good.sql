create or replace function internal.erase_posts_for_good(posts_in uuid[]) returns void
language plpgsql volatile
as $$
declare
    comments uuid[];
    options uuid[];
    links uuid[];
    shown uuid[];
begin
    -- Held first, lowest id first: bookmarks and comments that point at them have committed when the next statements
    -- look, or come too late. Likes hold no post: these have been out of everybody's sight for days, or were drafts.
    perform from public.posts p where p.id = any (posts_in) order by p.id for update;
    comments := array(select c.id from public.comments c where c.post_id = any (posts_in));
    options := array(select o.id from public.post_poll_options o where o.post_id = any (posts_in));
    links := array(select distinct p.link_id from public.posts p where p.id = any (posts_in) and p.link_id is not null);
    -- Quoted posts lose the quotes that still counted.
    insert into public.counter_deltas (kind, subject_id, delta)
    select 'post_quotes', p.quote_id, -1 from public.posts p
     where p.id = any (posts_in) and p.quote_id is not null and p.status = 'published' and p.deleted_at is null
     order by p.quote_id;
    update public.posts p set quote_id = null, quote_is_gone = true
     where p.quote_id = any (posts_in) and p.id <> all (posts_in);
    delete from public.mentions m where m.post_id = any (posts_in);
    delete from public.likes l where l.comment_id = any (comments);
    delete from public.likes l where l.post_id = any (posts_in);
    delete from public.comment_counters c where c.comment_id = any (comments);
    delete from public.comments c where c.id = any (comments);
    delete from public.reposts r where r.post_id = any (posts_in);
    delete from public.bookmarks b where b.post_id = any (posts_in);
    delete from public.post_poll_votes v where v.option_id = any (options);
    delete from public.post_poll_options o where o.id = any (options);
    delete from public.post_polls q where q.post_id = any (posts_in);
    delete from public.post_views v where v.post_id = any (posts_in);
    delete from public.post_view_days v where v.post_id = any (posts_in);
    delete from public.fanouts f where f.post_id = any (posts_in);
    delete from public.post_tags t where t.post_id = any (posts_in);
    delete from public.post_words w where w.post_id = any (posts_in);
    delete from public.post_features f where f.post_id = any (posts_in);
    delete from public.feed_feedback f where f.post_id = any (posts_in);
    -- Others may show the same files, but these posts do so no more.
    shown := internal.contents_of_posts(array(
        select p.id from public.posts p where p.id = any (posts_in) and p.has_media and internal.is_out_for_all(p)));
    perform internal.remove_media(array(select m.id from public.post_media m where m.post_id = any (posts_in)));
    perform internal.tell_media_audience(shown);
    delete from public.post_versions v where v.post_id = any (posts_in);
    delete from public.post_counters c where c.post_id = any (posts_in);
    -- What waits to be counted is left to the fold, as in remove_comment.
    delete from public.posts p where p.id = any (posts_in);
    perform internal.remove_unlinked(links);
end $$;
comment on function internal.erase_posts_for_good(uuid[]) is
    'Removes posts with everything that hangs on them. Posts that quoted them say so; counts of what they quoted stay exact.';
