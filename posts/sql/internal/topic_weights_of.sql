-- security definer: interests are nobody's to read; the feed engine asks for the viewer.
create or replace function internal.topic_weights_of(viewer_in uuid) returns table (topic text, weight double precision)
language sql stable security definer set search_path = ''
as $$
    select i.topic, internal.faded(i.weight, i.updated_at) as weight
      from public.interest_topics i
     where i.user_id = viewer_in and internal.is_personalised(viewer_in)
     order by weight desc, i.topic
$$;
comment on function internal.topic_weights_of(uuid) is
    'What topics mean to a member by what they did, the dearest first; below zero: they want less of it.';
