-- security definer: rankings belong to nobody; the clock makes them through here.
create or replace function api.refresh_topic_trends(
    at_in timestamptz, hours_in int, days_in int, people_in int, velocity_in double precision, limit_in int
) returns int
language plpgsql volatile security definer set search_path = ''
as $$
declare
    ranked int;
begin
    perform pg_advisory_xact_lock(hashtextextended('topic_trends', 0));  -- two at a time would insert the same topic
    delete from public.topic_trends t where true;
    insert into public.topic_trends (topic, velocity, posts, people, ranked_at)
    select w.topic, internal.velocity_of(w.people, w.usual) as velocity, w.posts, w.people, at_in
      from internal.topics_written(at_in, hours_in, days_in, people_in) w
     where internal.velocity_of(w.people, w.usual) >= velocity_in
       and not exists (select from public.hidden_topics h where h.topic = w.topic)
     order by velocity desc, w.topic limit limit_in;
    get diagnostics ranked = row_count;
    return ranked;
end $$;
comment on function api.refresh_topic_trends(timestamptz, int, int, int, double precision, int) is
    'Finds the topics that at a moment more people write about than usual: those of at least so many people and so much velocity, so many at most. Returns how many trend.';
grant execute on function api.refresh_topic_trends(timestamptz, int, int, int, double precision, int) to topin_worker;
