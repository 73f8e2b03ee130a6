-- security definer: interests are written by functions alone.
create or replace function api.note_interest(user_in uuid, post_in uuid, signal_in text) returns void
language sql volatile security definer set search_path = ''
as $$ select internal.note_interest(user_in, post_in, signal_in) $$;
comment on function api.note_interest(uuid, uuid, text) is
    'For readers of events: a member''s signal (like, comment, repost) moves their interests towards a post.';
grant execute on function api.note_interest(uuid, uuid, text) to topin_worker;
