-- security definer: interests are written by functions alone.
create or replace function api.forget_faded_interests(limit_in int) returns int
language plpgsql volatile security definer set search_path = ''
as $$
declare
    vectors int;
    topics int;
begin
    delete from public.interest_vectors v
     where v.user_id in (select o.user_id from public.interest_vectors o
                          where internal.faded(o.weight, o.updated_at) < 0.05 limit limit_in for update skip locked);
    get diagnostics vectors = row_count;
    delete from public.interest_topics t
     where (t.user_id, t.topic) in (
           select o.user_id, o.topic from public.interest_topics o
            where abs(internal.faded(o.weight, o.updated_at)) < 0.05 limit limit_in for update skip locked);
    get diagnostics topics = row_count;
    return greatest(vectors, topics);
end $$;
comment on function api.forget_faded_interests(int) is
    'Drops interests of which next to nothing is left, so many of each kind at most; returns how many.';
grant execute on function api.forget_faded_interests(int) to topin_worker;
