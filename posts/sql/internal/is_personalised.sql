-- security definer: the feed engine asks it for any member.
create or replace function internal.is_personalised(user_in uuid) returns boolean
language sql stable security definer set search_path = ''
as $$ select exists (select from public.user_settings s where s.user_id = user_in and s.personalised) $$;
comment on function internal.is_personalised(uuid) is
    'Whether recommendations may use what a member does; false for visitors and for who is gone.';
