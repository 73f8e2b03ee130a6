create or replace function internal.may_come_out(post_in public.posts) returns boolean
language sql volatile
as $$
    select (post_in.circle_id is null or internal.keep_member(post_in.circle_id, post_in.author_id))
       and (post_in.text <> '' or post_in.has_poll or post_in.has_media or post_in.quote_is_gone
            or internal.is_quotable(post_in.author_id, post_in.quote_id, post_in.circle_id))
$$;
comment on function internal.may_come_out(public.posts) is
    'Whether a scheduled post can be published: its author is still in its circle (and stays until the commit), and something is in it besides a quote that is not to be had any more.';
