-- security definer: votes are written together with their counts; members can write neither alone.
create or replace function api.vote_in_poll(post_in uuid, options_in uuid[]) returns json
language plpgsql volatile security definer set search_path = ''
as $$
declare
    me uuid := api.viewer_id();
    poll public.post_polls;
    had_voted boolean;
begin
    if not api.can_see_post(me, post_in) then
        perform internal.refuse_post(post_in);
    end if;
    -- Whoever changes the options or closes the poll waits for votes under way, and votes for them.
    select * into poll from public.post_polls q where q.post_id = post_in for key share;
    if not found then
        perform internal.refuse('TP404', 'This post has no poll.');
    elsif poll.closes_at is null then
        perform internal.refuse('TP409', 'The poll begins when the post is published.', 'not_published');
    elsif poll.closed_at is not null or poll.closes_at <= pg_catalog.clock_timestamp() then
        perform internal.refuse('TP409', 'This poll is closed.', 'poll_closed');
    elsif exists (select from unnest(options_in) wanted (id)
                   where not exists (select from public.post_poll_options o where o.id = wanted.id and o.post_id = post_in)) then
        perform internal.refuse('TP400', 'There is no such option', 'not_found', 'option_ids');
    elsif not poll.multiple and (select count(distinct wanted.id) from unnest(options_in) wanted (id)) > 1 then
        perform internal.refuse('TP400', 'Choose one option', 'too_many', 'option_ids');
    end if;
    -- One choice of a voter at a time, after the row above: two devices end with the choice of one of them.
    perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('vote ' || post_in || ' ' || me, 0));
    had_voted := exists (select from public.post_poll_votes v where v.post_id = post_in and v.user_id = me);
    with gone as (
        delete from public.post_poll_votes v
         where v.post_id = post_in and v.user_id = me and v.option_id <> all (options_in) returning v.option_id
    ), come as (
        insert into public.post_poll_votes (option_id, user_id, post_id)
        select o.id, me, post_in from public.post_poll_options o where o.post_id = post_in and o.id = any (options_in)
        on conflict (option_id, user_id) do nothing returning option_id
    )
    insert into public.counter_deltas (kind, subject_id, delta)
    select 'poll_votes', option_id, -1 from gone union all select 'poll_votes', option_id, 1 from come;
    if had_voted <> (cardinality(options_in) > 0) then
        perform internal.count_change('poll_voters', post_in, case when had_voted then -1 else 1 end);
    end if;
    return internal.poll_json(me, post_in);
end $$;
comment on function api.vote_in_poll(uuid, uuid[]) is
    'The viewer''s choice in a poll that they see, in the place of the one before; none withdraws it. Returns the poll; refuses closed ones, options of others, and several where one is asked for.';
grant execute on function api.vote_in_poll(uuid, uuid[]) to topin_user;
