create or replace function internal.told_kind(fact_in text) returns text
language sql immutable parallel safe
as $$
    select case when fact_in in ('circle_join_asked', 'circle_join_approved') then 'circle_join' else fact_in end
$$;
comment on function internal.told_kind(text) is
    'The kind (what settings and lists know) that a fact is told under: joining, asking to join and being let in are one kind and three sentences.';
grant execute on function internal.told_kind(text) to topin_worker;
