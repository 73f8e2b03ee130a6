create or replace function internal.move_interest_vector(
    user_in uuid, embedding_in public.halfvec, model_in text, weight_in double precision, direction_in int
) returns void
language plpgsql volatile
as $$
declare
    amount double precision := direction_in * abs(weight_in);  -- by which the weight of all of it grows
begin
    -- "Less of this" alone says nothing of what somebody would like to read.
    if amount > 0 and weight_in > 0 then
        insert into public.interest_vectors (user_id, embedding, model, weight, updated_at)
        values (user_in, embedding_in, model_in, amount, now())
        on conflict (user_id) do update
           set embedding = case when interest_vectors.model <> excluded.model then excluded.embedding else
                   internal.mixed(interest_vectors.embedding, internal.faded(interest_vectors.weight, interest_vectors.updated_at),
                                  excluded.embedding, weight_in, amount) end,
               weight = case when interest_vectors.model <> excluded.model then excluded.weight else
                   -- The oldest of those who react to hundreds of posts a day fades faster.
                   least(internal.faded(interest_vectors.weight, interest_vectors.updated_at) + amount, 200) end,
               model = excluded.model, updated_at = now();
        return;
    end if;
    delete from public.interest_vectors v
     where v.user_id = user_in and v.model = model_in and internal.faded(v.weight, v.updated_at) + amount < 0.05;
    update public.interest_vectors v
       set embedding = internal.mixed(v.embedding, internal.faded(v.weight, v.updated_at), embedding_in, direction_in * weight_in, amount),
           weight = least(internal.faded(v.weight, v.updated_at) + amount, 200), updated_at = now()
     where v.user_id = user_in and v.model = model_in;
end $$;
comment on function internal.move_interest_vector(uuid, public.halfvec, text, double precision, int) is
    'A member''s vector is the mean of the embeddings they reacted to, by weights that fade, as in Rocchio''s relevance feedback (1971); a vector of another embedder is begun anew.';
