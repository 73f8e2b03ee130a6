-- security definer: the code is what lets the viewer see a circle, also a secret one.
create or replace function api.get_circle_by_code(code_hash_in bytea) returns json
language plpgsql stable security definer set search_path = ''
as $$
declare
    circle json;
begin
    select internal.circle_json(api.viewer_id(), c) into circle
      from public.circle_invites i join public.circles c on c.id = i.circle_id and c.closed_at is null
     where i.code_hash = code_hash_in and internal.is_open_link(i);
    if circle is null then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    return circle;
end $$;
comment on function api.get_circle_by_code(bytea) is
    'The circle (Circle) that an open link leads into; refuses where the code is unknown, expired, used up or ended.';
grant execute on function api.get_circle_by_code(bytea) to topin_user;
