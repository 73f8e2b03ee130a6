create or replace function internal.shut_circle(circle_in uuid) returns void
language plpgsql volatile
as $$
begin
    delete from public.circle_members where circle_id = circle_in;
    delete from public.circle_requests where circle_id = circle_in;
    delete from public.circle_invites where circle_id = circle_in;
    delete from public.circle_bans where circle_id = circle_in;
    update public.circles set closed_at = now(), members_count = 0 where id = circle_in;
    perform internal.event_record('circle_closed', circle_in);
end $$;
comment on function internal.shut_circle(uuid) is
    'Closes a circle that the caller has locked: it is there for nobody, its posts are their authors'' alone, its slug is free.';
