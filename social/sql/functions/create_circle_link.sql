-- security definer: links are written by functions only.
create or replace function api.create_circle_link(
    circle_in uuid, code_hash_in bytea, max_uses_in int, expires_in timestamptz, open_links_in int
) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
    perform internal.lock_circle(circle_in);
    perform internal.require_circle_role(circle_in, 'owner', 'moderator');
    perform internal.require_future(expires_in, 'expires_at');
    if (select count(*) from public.circle_invites i where i.circle_id = circle_in and internal.is_open_link(i)) >= open_links_in then
        perform internal.refuse('TP409', format('This circle has %s open links already, and that is the limit. End one first.',
                                                open_links_in), 'link_limit');
    end if;
    insert into public.circle_invites (circle_id, inviter_id, code_hash, max_uses, expires_at)
    values (circle_in, api.viewer_id(), code_hash_in, max_uses_in, expires_in);
end $$;
comment on function api.create_circle_link(uuid, bytea, int, timestamptz, int) is
    'A link that lets whoever has its code into a circle; only the SHA-256 of the code is kept. open_links_in: how many may be open at a time.';
grant execute on function api.create_circle_link(uuid, bytea, int, timestamptz, int) to topin_user;
