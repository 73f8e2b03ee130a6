create or replace function api.get_circle(circle_in text) returns json
language sql stable
as $$ select internal.circle_json(api.viewer_id(), c) from public.circles c where c.id = internal.find_circle(circle_in) $$;
comment on function api.get_circle(text) is 'The circle with this id or slug, as the viewer (also a visitor, of public ones) may see it.';
grant execute on function api.get_circle(text) to topin_anon, topin_user, topin_staff;
