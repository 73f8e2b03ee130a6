-- security definer: whether it is shown was asked before; the policy of comments would be planned for each role.
create or replace function internal.comment_url(comment_in uuid) returns text
language sql stable security definer set search_path = ''
as $$ select '/comments/' || c.id || '#comment-' || c.id from public.comments c where c.id = comment_in $$;
comment on function internal.comment_url(uuid) is 'The place that a notification about a comment leads to.';
grant execute on function internal.comment_url(uuid) to topin_user;
