create or replace function internal.most_unread() returns int
language sql immutable parallel safe
as $$ select 1000 $$;
comment on function internal.most_unread() is
    'How many unread messages are counted, of a conversation and of all: whoever sends hundreds of thousands, or talks with thousands, must not make every page slow.';
