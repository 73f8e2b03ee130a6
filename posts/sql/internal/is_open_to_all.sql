create or replace function internal.is_open_to_all(author_in public.profiles) returns boolean
language sql immutable
as $$ select author_in.visibility = 'everyone' and not author_in.is_private and not author_in.is_hidden $$;
comment on function internal.is_open_to_all(profiles) is
    'Whether visitors read the public posts of a member: can_view_profile for nobody in particular.';
grant execute on function internal.is_open_to_all(profiles) to topin_anon, topin_user, topin_staff;
