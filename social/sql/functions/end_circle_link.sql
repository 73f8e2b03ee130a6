-- security definer: links are ended by functions only.
create or replace function api.end_circle_link(circle_in uuid, invite_in uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
    -- Whoever is coming in by the link at this moment came before, or finds it ended.
    perform internal.lock_circle(circle_in);
    perform internal.require_circle_role(circle_in, 'owner', 'moderator');
    delete from public.circle_invites i where i.id = invite_in and i.circle_id = circle_in and i.code_hash is not null;
    if not found then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
end $$;
comment on function api.end_circle_link(uuid, uuid) is 'Ends a link into a circle at once; refuses where there is none (any more).';
grant execute on function api.end_circle_link(uuid, uuid) to topin_user;
