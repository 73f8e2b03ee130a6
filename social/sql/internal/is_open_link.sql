create or replace function internal.is_open_link(invite_in public.circle_invites) returns boolean
language sql stable
as $$
    select invite_in.code_hash is not null
       and (invite_in.expires_at is null or invite_in.expires_at > now())
       and (invite_in.max_uses is null or invite_in.uses < invite_in.max_uses)
$$;
comment on function internal.is_open_link(circle_invites) is 'Whether an invite is a link that still lets people in: neither expired nor used up.';
