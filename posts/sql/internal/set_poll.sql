create or replace function internal.set_poll(post_in uuid, poll_in jsonb) returns void
language plpgsql volatile
as $$
declare
    poll public.post_polls;
begin
    -- Votes take this row's key: they wait until the options are changed, or the change waits and finds them.
    select * into poll from public.post_polls q where q.post_id = post_in for update;
    if exists (select from public.post_poll_votes v where v.post_id = post_in) then
        perform internal.refuse('TP409', 'Somebody voted already; now the poll stays as it is.', 'poll_voted');
    elsif poll.closes_at <= now() then
        perform internal.refuse('TP409', 'This poll is closed.', 'poll_closed');
    end if;
    if poll_in = 'null' and exists (
            select from public.counter_deltas d where d.subject_id = post_in and d.kind = 'poll_voters') then
        -- Withdrawn, but not folded: what is left of it would be counted for the next poll of this post.
        perform internal.refuse('TP409', 'Somebody voted already; now the poll stays as it is.', 'poll_voted');
    end if;
    delete from public.post_poll_options o where o.post_id = post_in;
    if poll_in = 'null' then
        delete from public.post_polls q where q.post_id = post_in;
    else
        insert into public.post_polls (post_id, multiple, seconds, closes_at)
        select p.id, (poll_in ->> 'multiple')::boolean, (poll_in ->> 'closes_in')::int,
               case p.status when 'published' then now() + (poll_in ->> 'closes_in')::int * interval '1 second' end
          from public.posts p where p.id = post_in
        on conflict (post_id) do update
           set multiple = excluded.multiple, seconds = excluded.seconds, closes_at = excluded.closes_at;
        insert into public.post_poll_options (post_id, place, text)
        select post_in, option.place - 1, option.text
          from pg_catalog.jsonb_array_elements_text(poll_in -> 'options') with ordinality option (text, place);
    end if;
    update public.posts p set has_poll = poll_in <> 'null' where p.id = post_in;
end $$;
comment on function internal.set_poll(uuid, jsonb) is
    'Gives a post this poll {options, multiple, closes_in}, or none (null), as long as nobody voted. In a published post it runs from now on.';
