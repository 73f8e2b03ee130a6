-- security definer: reads what a member shows, and what was made of it.
create or replace function api.tell_media_of_member(user_in uuid, after_in uuid, limit_in int) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
declare
    media uuid[] := array(
        select m.id from public.post_media m where m.user_id = user_in and (after_in is null or m.id < after_in)
         order by m.id desc limit limit_in);
begin
    -- Whoever made one public has committed by now, or finds the account as it is: settle_media_audience holds both.
    perform internal.tell_media_audience(array(
        select m.content_id from public.post_media m
          join public.posts p on p.id = m.post_id
          join public.profiles a on a.user_id = user_in
          join public.media_contents c on c.id = m.content_id
         where m.id = any (media) and internal.is_out_for_all(p)
           and (c.public_folder is not null) <> internal.is_open_to_all(a)));
    if cardinality(media) < limit_in then
        return false;
    end if;
    perform internal.event_record('member_media_continued', user_in, pg_catalog.jsonb_build_object('after_id', media[limit_in]));
    return true;
end $$;
comment on function api.tell_media_of_member(uuid, uuid, int) is
    'More or fewer people may see a member: tells so of what their public posts show, for the limit_in newest media before after_in (null: from the newest). While there are more, an event says so in the same transaction.';
grant execute on function api.tell_media_of_member(uuid, uuid, int) to topin_worker;
