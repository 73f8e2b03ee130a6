create or replace function internal.circle_url(fact_in text, circle_in uuid) returns text
language sql stable
as $$
    select '/circles/' || c.slug || case fact_in when 'circle_join_asked' then '/requests' else '' end
      from public.circles c where c.id = circle_in
$$;
comment on function internal.circle_url(text, uuid) is 'The page that a notification about a circle leads to.';
grant execute on function internal.circle_url(text, uuid) to topin_user;
