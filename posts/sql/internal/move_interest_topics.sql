create or replace function internal.move_interest_topics(user_in uuid, topics_in text[], weight_in double precision, direction_in int)
returns void
language plpgsql volatile
as $$
declare
    -- A post of many topics tells less of each.
    share double precision := direction_in * weight_in / sqrt(greatest(cardinality(topics_in), 1));
begin
    -- In the order of the topics, here as in the other branch: two of one member wait for each other, never in a ring.
    if direction_in > 0 then
        insert into public.interest_topics as i (user_id, topic, weight, updated_at)
        select user_in, t.topic, share, now() from (select distinct unnest(topics_in) as topic) t order by t.topic
        on conflict (user_id, topic) do update
           set weight = internal.faded(i.weight, i.updated_at) + excluded.weight, updated_at = now();
    else
        perform from public.interest_topics i where i.user_id = user_in and i.topic = any (topics_in) order by i.topic for update;
        update public.interest_topics i set weight = internal.faded(i.weight, i.updated_at) + share, updated_at = now()
         where i.user_id = user_in and i.topic = any (topics_in);
        delete from public.interest_topics i
         where i.user_id = user_in and i.topic = any (topics_in) and abs(internal.faded(i.weight, i.updated_at)) < 0.05;
    end if;
    -- Two hundred say enough of anybody: what means least goes, some at a time.
    if (select count(*) from public.interest_topics i where i.user_id = user_in) > 240 then
        delete from public.interest_topics i
         where i.user_id = user_in and i.topic in (
               select o.topic from public.interest_topics o where o.user_id = user_in
                order by abs(internal.faded(o.weight, o.updated_at)) desc, o.topic offset 200);
    end if;
end $$;
comment on function internal.move_interest_topics(uuid, text[], double precision, int) is
    'Each topic of a post gets weight / sqrt(number of its topics), on top of what has not faded of the earlier weight.';
