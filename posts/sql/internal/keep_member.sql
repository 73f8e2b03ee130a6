-- security definer: a lock on a row that no member may change.
create or replace function internal.keep_member(circle_in uuid, user_in uuid) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
begin
    -- Leaving, removal, bans and closing delete this row: they wait for the deed's commit, or the deed waits for
    -- theirs and finds nothing. A new role changes no key and does not wait.
    perform from public.circle_members m where m.circle_id = circle_in and m.user_id = user_in for key share;
    return found;
end $$;
comment on function internal.keep_member(uuid, uuid) is 'Keeps a member in a circle until the commit; false where they are not in it.';
