create or replace function internal.require_content(post_in public.posts) returns void
language plpgsql immutable
as $$
begin
    if post_in.text = '' and not post_in.has_poll and not post_in.has_media and post_in.quote_id is null and not post_in.quote_is_gone then
        perform internal.refuse('TP400', 'Write something first', 'blank', 'text');
    end if;
end $$;
comment on function internal.require_content(public.posts) is 'Refuses a post that says nothing: no text, no media, no poll, no quote.';
