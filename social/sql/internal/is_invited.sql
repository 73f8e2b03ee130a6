create or replace function internal.is_invited(circle_in uuid, user_in uuid) returns boolean
language sql stable
as $$
    select exists (select from public.circle_invites i
                    where i.circle_id = circle_in and i.invitee_id = user_in and (i.expires_at is null or i.expires_at > now()))
$$;
comment on function internal.is_invited(uuid, uuid) is 'Whether somebody is personally invited to a circle; an invite that expired counts as none.';
