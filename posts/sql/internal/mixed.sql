create or replace function internal.mixed(
    mean_in public.halfvec, weight_in double precision, one_in public.halfvec, signed_in double precision, amount_in double precision
) returns public.halfvec
language sql immutable strict parallel safe
as $$
    -- pgvector has no product of a number and a vector, only of two vectors.
    select ((mean_in::public.vector operator(public.*) array_fill((weight_in / total)::real, array[256])::public.vector)
            operator(public.+)
            (one_in::public.vector operator(public.*) array_fill((signed_in / total)::real, array[256])::public.vector))::public.halfvec
      from (select greatest(weight_in + amount_in, 0.05) as total) t
$$;
comment on function internal.mixed(public.halfvec, double precision, public.halfvec, double precision, double precision) is
    '(weight * mean + signed * one) / (weight + amount): a weighted mean with one more in it, or one taken out.';
