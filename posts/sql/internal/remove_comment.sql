create or replace function internal.remove_comment(comment_in uuid) returns void
language plpgsql volatile
as $$
declare
    gone public.comments;
    liked int;
    up uuid;
begin
    select * into gone from public.comments c where c.id = comment_in;
    delete from public.mentions m where m.comment_id = comment_in;
    delete from public.likes l where l.comment_id = comment_in;
    get diagnostics liked = row_count;
    perform internal.count_change('comment_likes', comment_in, -liked) where liked > 0;
    perform internal.count_change('post_comments', gone.post_id, -1);
    perform internal.count_change('comment_replies', gone.parent_id, -1) where gone.parent_id is not null;
    perform internal.event_record('comment_deleted', comment_in, pg_catalog.jsonb_build_object(
        'post_id', gone.post_id, 'author_id', gone.author_id, 'parent_id', gone.parent_id, 'since', gone.created_at));
    update public.comments c set text = '', handles = '{}', author_id = null, edited_at = null, deleted_at = now()
     where c.id = comment_in;
    -- Without replies it goes, and takes along the tombstones above that stood for it alone.
    up := comment_in;
    while up is not null loop
        delete from public.comments c
         where c.id = up and c.deleted_at is not null
           and not exists (select from public.comments r where r.parent_id = up)
        returning c.parent_id into gone.parent_id;
        exit when not found;
        -- What waits to be counted is left to the fold: it holds that when it comes here, and would wait for us.
        delete from public.comment_counters k where k.comment_id = up;
        up := gone.parent_id;
    end loop;
end $$;
comment on function internal.remove_comment(uuid) is
    'A comment goes with its likes and mentions; with replies it stays as a tombstone. Counts stay exact. The caller has locked it and those above it.';
