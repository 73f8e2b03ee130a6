create or replace function internal.pass_circle_on(circle_in uuid) returns void
language plpgsql volatile
as $$
declare
    heir uuid;
begin
    -- Whoever is suspended or about to leave comes last: a circle needs an owner who is there.
    select m.user_id into heir
      from public.circle_members m join public.profiles p on p.user_id = m.user_id
     where m.circle_id = circle_in
     order by p.is_hidden, m.role = 'moderator' desc, m.joined_at, m.user_id limit 1;
    if heir is null then
        perform internal.shut_circle(circle_in);
        -- Nobody is left whose words these are.
        update public.circles set slug = 'closed', name = '', description = '', avatar = null where id = circle_in;
    else
        update public.circle_members m set role = 'owner' where m.circle_id = circle_in and m.user_id = heir;
        perform internal.event_record('circle_role_changed', circle_in, jsonb_build_object('user_id', heir, 'role', 'owner'));
    end if;
end $$;
comment on function internal.pass_circle_on(uuid) is
    'Makes the longest-serving moderator, else the longest-serving member, owner of a circle whose owner is gone; with nobody left it closes. The caller has locked it.';
