create or replace function internal.velocity_of(people_in double precision, usual_in double precision) returns double precision
language sql immutable strict parallel safe
as $$ select 2 * (sqrt(people_in + 0.375) - sqrt(usual_in + 0.375)) $$;
comment on function internal.velocity_of(double precision, double precision) is
    '2 * (sqrt(people + 3/8) - sqrt(usual + 3/8)): by how many standard deviations more people write of a topic than usual. Counts of independent people are Poisson''s; the root makes their variance one, small counts too (Anscombe 1948).';
