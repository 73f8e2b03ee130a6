create or replace function internal.admit_to_circle(circle_in public.circles, user_in uuid, role_in text default 'member') returns void
language plpgsql volatile
as $$
begin
    if circle_in.members_count >= circle_in.member_limit then
        perform internal.refuse('TP409', 'This circle is full.', 'circle_full');
    end if;
    insert into public.circle_members (circle_id, user_id, role) values (circle_in.id, user_in, role_in);
    update public.circles set members_count = members_count + 1 where id = circle_in.id;
    delete from public.circle_requests r where r.circle_id = circle_in.id and r.user_id = user_in;
    delete from public.circle_invites i where i.circle_id = circle_in.id and i.invitee_id = user_in;
end $$;
comment on function internal.admit_to_circle(circles, uuid, text) is
    'Makes somebody a member of a circle that lock_circle gave; refuses when it is full. What waited for this (request, personal invite) goes.';
