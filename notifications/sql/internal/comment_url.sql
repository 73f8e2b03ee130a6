create or replace function internal.comment_url(comment_in uuid) returns text
language sql stable
as $$ select '/posts/' || c.post_id || '#comment-' || c.id from public.comments c where c.id = comment_in $$;
comment on function internal.comment_url(uuid) is 'The place that a notification about a comment leads to; null where the viewer does not see it.';
grant execute on function internal.comment_url(uuid) to topin_user;
