-- security definer: an archive holds what no screen shows; the job that makes it names the one member it is about.
create or replace function api.export_posts(user_in uuid, after_in uuid, limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(json_build_object('key', page.id, 'item',
            to_jsonb(page) - '{author_id,hidden_at,handles,link_id,has_poll,has_media}'::text[] || jsonb_build_object(
                'hidden', page.hidden_at is not null,
                'counts', (
                    select jsonb_object_agg(k.name, k.folded + internal.count_pending('post_' || k.name, page.id))
                      from (values ('likes', coalesce(c.likes, 0)), ('comments', coalesce(c.comments, 0)),
                                   ('reposts', coalesce(c.reposts, 0)), ('quotes', coalesce(c.quotes, 0)),
                                   ('views', coalesce(c.views, 0))) k (name, folded)),
                'link', (select l.url from public.link_previews l where l.id = page.link_id),
                'mentions', array(
                    select a.handle from public.mentions m join public.profiles a on a.user_id = m.user_id
                     where m.post_id = page.id and m.comment_id is null order by m.place),
                'media', array(
                    select m.id from public.post_media m where m.post_id = page.id order by m.place),
                'poll', (
                    select jsonb_build_object('multiple', q.multiple, 'closes_at', q.closes_at, 'options', array(
                        select o.text from public.post_poll_options o where o.post_id = page.id order by o.place))
                      from public.post_polls q where q.post_id = page.id),
                'versions', array(
                    select jsonb_build_object('text', v.text, 'content_warning', v.content_warning, 'written_at', v.written_at)
                      from public.post_versions v where v.post_id = page.id order by v.written_at desc))) order by page.id), '[]')
      from (select * from public.posts
             where author_id = user_in and (after_in is null or id > after_in) order by id limit limit_in) page
      left join public.post_counters c on c.post_id = page.id
$$;
comment on function api.export_posts(uuid, uuid, int) is
    'A page of the archive: a member''s own posts, drafts and deleted ones too while they are kept, with counts, tags, mentions, ids of media, poll and what they said before.';
grant execute on function api.export_posts(uuid, uuid, int) to topin_worker;
