-- security definer: as comment_url.
create or replace function internal.poll_text(post_in uuid) returns text
language sql stable security definer set search_path = ''
as $$
    select case when exists (select from public.posts p where p.id = post_in and p.author_id = api.viewer_id())
        then 'Your poll has ended' else 'A poll you voted in has ended' end
$$;
comment on function internal.poll_text(uuid) is 'That a poll has ended, said to its author or to a voter (as internal.alone_text).';
grant execute on function internal.poll_text(uuid) to topin_user;
