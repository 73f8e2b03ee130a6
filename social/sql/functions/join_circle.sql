-- security definer: memberships and requests are written by functions only.
create or replace function api.join_circle(circle_in uuid) returns json
language plpgsql volatile security definer set search_path = ''
as $$
declare
    me uuid := api.viewer_id();
    circle public.circles := internal.lock_circle(circle_in);
begin
    if internal.circle_role(circle_in, me) is null then
        if internal.is_banned(circle_in, me) then
            perform internal.refuse('TP403', 'You were banned from this circle.', 'banned');
        elsif internal.is_invited(circle_in, me) or circle.join_policy = 'open' then
            perform internal.event_record('circle_joined', circle_in, jsonb_build_object(
                'how', case when internal.is_invited(circle_in, me) then 'invite' else 'open' end));
            perform internal.admit_to_circle(circle, me);
        elsif circle.join_policy = 'invite' then
            perform internal.refuse('TP403', 'This circle is joined by invite only.', 'invite_only');
        else
            insert into public.circle_requests (circle_id, user_id) values (circle_in, me)
            on conflict (circle_id, user_id) do nothing;
            if found then
                perform internal.event_record('circle_join_requested', circle_in);
            end if;
        end if;
    end if;
    return json_build_object('role', internal.circle_role(circle_in, me),
        'requested', internal.has_asked_to_join(circle_in, me));
end $$;
comment on function api.join_circle(uuid) is
    'Joins a circle as the viewer, or asks to, as its join policy says; a personal invite admits under any. Doing it twice is doing it once. {role, requested}.';
grant execute on function api.join_circle(uuid) to topin_user;
