create or replace function internal.note_interest(user_in uuid, post_in uuid, signal_in text) returns void
language sql volatile
as $$ select internal.move_interest(user_in, post_in, internal.interest_weight(signal_in), 1) $$;
comment on function internal.note_interest(uuid, uuid, text) is
    'A member showed by a signal (view, like, comment, bookmark, repost, more, less) what a post is worth to them; nothing happens where nothing may be kept of them.';
