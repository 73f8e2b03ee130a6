create or replace function internal.seen_since() returns timestamptz
language sql stable parallel safe
as $$ select now() - interval '7 days' $$;
comment on function internal.seen_since() is 'What a for-you feed showed later than this, it does not show again.';
