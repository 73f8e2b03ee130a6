create or replace function api.owes_second_factor() returns boolean
language sql stable
as $$
    select internal.has_second_factor(viewer_id())
       and not exists (select from user_sessions where id = viewer_session_id() and aal = 'aal2')
$$;
comment on function api.owes_second_factor() is 'Whether the viewer has a second factor that their session has not given.';
grant execute on function api.owes_second_factor() to topin_worker;
