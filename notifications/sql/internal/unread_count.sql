create or replace function internal.unread_count() returns bigint
language sql stable
as $$ select internal.unread_count_of(api.viewer_id()) $$;
comment on function internal.unread_count() is 'How many notifications (groups) of the viewer wait to be read.';
grant execute on function internal.unread_count() to topin_user;
