create or replace function internal.require_circle_role(circle_in uuid, variadic roles_in text[]) returns void
language plpgsql stable
as $$
declare
    mine text := internal.circle_role(circle_in, api.viewer_id());
begin
    if not api.can_see_circle(api.viewer_id(), circle_in) then
        perform internal.refuse('TP404', 'There is nothing here');
    elsif mine is null then
        perform internal.refuse('TP403', 'Only members of this circle can do this.', 'not_a_member');
    elsif mine <> all (roles_in) then
        perform internal.refuse('TP403', case when 'moderator' = any (roles_in)
            then 'Only the owner and the moderators of this circle can do this.'
            else 'Only the owner of this circle can do this.' end);
    end if;
end $$;
comment on function internal.require_circle_role(uuid, text[]) is
    'Refuses a viewer who has none of these roles in a circle: 404 where it does not exist for them, else 403.';
