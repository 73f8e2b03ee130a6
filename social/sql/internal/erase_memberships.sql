create or replace function internal.erase_memberships(user_in uuid) returns void
language plpgsql volatile
as $$
declare
    mine public.circle_members;
begin
    for mine in select m.* from public.circle_members m where m.user_id = user_in order by m.circle_id loop
        perform internal.take_from_circle(mine.circle_id, user_in);
        if mine.role = 'owner' then
            perform internal.pass_circle_on(mine.circle_id);
        end if;
    end loop;
    delete from public.circle_requests where user_id = user_in;
    -- Links that they made end with them: nobody else knows where those went.
    delete from public.circle_invites where user_in in (inviter_id, invitee_id);
    delete from public.circle_bans where user_id = user_in;
    update public.circle_bans set banned_by_id = null where banned_by_id = user_in;
end $$;
comment on function internal.erase_memberships(uuid) is
    'The part of an erasure that is about circles, with exact counts. The caller has locked them; what the member owned passes on.';
