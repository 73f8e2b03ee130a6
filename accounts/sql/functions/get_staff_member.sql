create or replace function api.get_staff_member(user_in uuid) returns json
language sql stable
as $$
    select json_build_object('id', id, 'email', email, 'password', password_hash, 'staff_role', staff_role)
      from users
     where id = user_in and staff_role is not null and deleted_at is null
       and (banned_until is null or banned_until <= now())
$$;
comment on function api.get_staff_member(uuid) is
    'What the console''s session needs of a staff member; null for everybody else, the banned and the deleted.';
grant execute on function api.get_staff_member(uuid) to topin_worker;
