-- security definer: an archive holds what no screen shows; the job that makes it names the one member it is about.
create or replace function api.export_account(user_in uuid, after_in uuid, limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(json_build_object('key', u.id, 'item', json_build_object(
            'id', u.id, 'email', u.email, 'phone', u.phone, 'new_email', u.new_email,
            'email_confirmed_at', u.email_confirmed_at, 'phone_confirmed_at', u.phone_confirmed_at,
            'has_password', u.password_hash is not null, 'last_sign_in_at', u.last_sign_in_at,
            'app_metadata', u.app_metadata, 'user_metadata', u.user_metadata, 'staff_role', u.staff_role,
            'banned_until', u.banned_until, 'created_at', u.created_at, 'updated_at', u.updated_at))), '[]')
      from public.users u where u.id = user_in and after_in is null
$$;
comment on function api.export_account(uuid, uuid, int) is 'The account itself, without its password, as the only item of a page of the archive.';
grant execute on function api.export_account(uuid, uuid, int) to topin_worker;
