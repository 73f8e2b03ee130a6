create or replace function api.get_circle(circle_in text) returns json
language plpgsql stable
as $$
declare
    -- First of all: as a condition of the query it would not be asked where no row is left to ask it of.
    found uuid := internal.find_circle(circle_in);
begin
    return (select internal.circle_json(api.viewer_id(), c) from public.circles c where c.id = found);
end $$;
comment on function api.get_circle(text) is 'The circle with this id or slug, as the viewer (also a visitor, of public ones) may see it.';
grant execute on function api.get_circle(text) to topin_anon, topin_user, topin_staff;
