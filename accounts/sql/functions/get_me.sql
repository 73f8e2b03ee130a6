create or replace function api.get_me() returns json
language sql stable
as $$
    select internal.json_merge(internal.profile_json(viewer_id(), viewer_id()), json_build_object(
        'email', u.email, 'phone', u.phone, 'email_confirmed', u.email_confirmed_at is not null,
        'birthday', d.birthday,
        'unread', json_build_object('notifications', internal.unread_count(), 'messages', internal.unread_messages())))
      from users u join profile_details d on d.user_id = u.id
     where u.id = viewer_id()
$$;
comment on function api.get_me() is 'The viewer''s own profile with what only they may know (Me).';
grant execute on function api.get_me() to topin_user;
