create or replace function internal.is_out_for_all(post_in public.posts) returns boolean
language sql immutable
as $$
    select post_in.audience = 'public' and post_in.status = 'published' and post_in.deleted_at is null and post_in.hidden_at is null
$$;
comment on function internal.is_out_for_all(posts) is
    'Whether a post may be read by everybody who may read its author: only the media of such posts can have addresses that last.';
grant execute on function internal.is_out_for_all(posts) to topin_anon, topin_user, topin_staff;
