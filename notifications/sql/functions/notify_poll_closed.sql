create or replace function api.notify_poll_closed(post_in uuid, after_in uuid, limit_in int) returns void
language plpgsql volatile
as $$
declare
    told uuid[] := array(
        select t.user_id from (
            select p.author_id from posts p where p.id = post_in
            union select v.user_id from post_poll_votes v where v.post_id = post_in) t(user_id)
         where after_in is null or t.user_id > after_in
         order by t.user_id limit limit_in);
    receiver uuid;
begin
    perform internal.lock_members(told);
    foreach receiver in array told loop
        perform api.notify_alone(receiver, 'poll_closed', 'post', post_in)
          from posts p
         where p.id = post_in and api.can_see_post(receiver, p.id) and not internal.is_muted_post(receiver, p.id)
           and not exists (select from mutes m where m.muter_id = receiver and m.muted_id = p.author_id);
    end loop;
    if cardinality(told) = limit_in then
        perform internal.event_record('poll_closing_told', post_in, jsonb_build_object('after_id', told[limit_in]));
    end if;
end $$;
comment on function api.notify_poll_closed(uuid, uuid, int) is
    'Tells the next limit_in of a poll''s author and voters (behind after_in, in the order of ids) that it has ended; an event of its own goes on with the rest.';
grant execute on function api.notify_poll_closed(uuid, uuid, int) to topin_worker;
