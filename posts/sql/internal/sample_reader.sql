create or replace function internal.sample_reader() returns uuid
language sql volatile
as $$
    -- Of those who read their feeds last, any one.
    select newest.user_id
      from (select s.user_id from public.feed_states s where s.made_at is not null
             order by s.made_at desc limit 100) newest
     order by random() limit 1
$$;
comment on function internal.sample_reader() is 'A member who reads for-you feeds, to try a ranking on; null: nobody does.';
