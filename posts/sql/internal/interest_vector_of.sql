-- security definer: interests are nobody's to read; the feed engine asks for the viewer.
create or replace function internal.interest_vector_of(viewer_in uuid)
returns table (embedding public.halfvec, model text, weight double precision)
language sql stable security definer set search_path = ''
as $$
    select v.embedding, v.model, internal.faded(v.weight, v.updated_at)
      from public.interest_vectors v where v.user_id = viewer_in and internal.is_personalised(viewer_in)
$$;
comment on function internal.interest_vector_of(uuid) is
    'What a member likes to read: the weighted mean of what they reacted to (shorter than one), its embedder, and the weight that is left of it. No row where nothing is known, or nothing may be.';
