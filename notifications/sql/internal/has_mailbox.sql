create or replace function internal.has_mailbox(user_in uuid) returns boolean
language sql stable
as $$
    select exists (
        select from public.users u
         where u.id = user_in and u.email is not null and u.email_confirmed_at is not null and u.deleted_at is null
           and (u.banned_until is null or u.banned_until <= now()))
$$;
comment on function internal.has_mailbox(uuid) is
    'Whether a member may be written to by mail: a live account with an address that proved to be theirs.';
grant execute on function internal.has_mailbox(uuid) to topin_worker;
