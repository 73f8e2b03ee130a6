-- security definer: circles and memberships are written by functions only.
create or replace function api.create_circle(
    name_in text, slug_in text, description_in text, visibility_in text, join_policy_in text, member_limit_in int, owned_limit_in int
) returns json
language plpgsql volatile security definer set search_path = ''
as $$
declare
    me uuid := api.viewer_id();
    made public.circles;
begin
    perform internal.lock_members(array[me]);  -- one at a time, so that the limit holds
    if (select count(*) from public.circle_members m where m.user_id = me and m.role = 'owner') >= owned_limit_in then
        perform internal.refuse('TP409', format('You own %s circles already, and that is the limit.', owned_limit_in), 'circle_limit');
    end if;
    perform internal.refuse_slug_taken(slug_in);
    insert into public.circles (name, slug, description, visibility, join_policy, member_limit)
    values (name_in, slug_in, description_in, visibility_in, join_policy_in, member_limit_in) returning * into made;
    perform internal.admit_to_circle(made, me, 'owner');
    perform internal.event_record('circle_created', made.id);
    return api.get_circle(made.id::text);
end $$;
comment on function api.create_circle(text, text, text, text, text, int, int) is
    'Makes a circle that the viewer owns, and returns it. owned_limit_in: how many one member may own.';
grant execute on function api.create_circle(text, text, text, text, text, int, int) to topin_user;
