create or replace function internal.take_from_circle(circle_in uuid, user_in uuid) returns void
language plpgsql volatile
as $$
begin
    delete from public.circle_members m where m.circle_id = circle_in and m.user_id = user_in;
    if found then
        update public.circles set members_count = members_count - 1 where id = circle_in;
    end if;
end $$;
comment on function internal.take_from_circle(uuid, uuid) is
    'Ends a membership, if there is one, with the exact count. The caller has locked the circle, and sees to it that an owner stays.';
