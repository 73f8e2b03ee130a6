create or replace function internal.amr_without(amr_in jsonb, method_in text) returns jsonb
language sql immutable
as $$
    select coalesce(jsonb_agg(proof order by place), '[]')
      from jsonb_array_elements(amr_in) with ordinality as given(proof, place)
     where proof ->> 'method' <> method_in
$$;
comment on function internal.amr_without(jsonb, text) is 'How a session was proved, without one of the ways.';
grant execute on function internal.amr_without(jsonb, text) to topin_worker;
