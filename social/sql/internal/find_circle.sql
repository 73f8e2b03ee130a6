-- security definer: looks a circle up before it is known whether it exists for the viewer, and says nothing else.
create or replace function internal.find_circle(name_in text) returns uuid
language plpgsql stable security definer set search_path = ''
as $$
declare
    found uuid;
begin
    select c.id into found from public.circles c
     where c.closed_at is null and case
        when name_in ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then c.id = name_in::uuid
        else c.slug = lower(name_in) end;
    if found is null or not api.can_see_circle(api.viewer_id(), found) then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    return found;
end $$;
comment on function internal.find_circle(text) is 'The circle with this id or slug; refuses where none exists for the viewer.';
grant execute on function internal.find_circle(text) to topin_anon, topin_user, topin_staff;
