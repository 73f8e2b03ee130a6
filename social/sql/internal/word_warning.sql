-- security definer: reads the viewer's own words where posts are made for them.
create or replace function internal.word_warning(viewer_in uuid, author_in uuid, text_in text, warning_in text) returns text
language plpgsql stable security definer set search_path = ''
as $$
declare
    phrases text;
begin
    -- All words at once first: one expression stays compiled, hundreds would not.
    if warning_in is null and viewer_in <> author_in
       and internal.for_matching(text_in) ~ internal.muted_pattern(viewer_in, 'warn') then
        select string_agg(w.phrase, ', ' order by w.id) into phrases
          from public.muted_words w
         where w.user_id = viewer_in and w.action = 'warn' and (w.expires_at is null or w.expires_at > now())
           and internal.for_matching(text_in) ~ case w.match when 'word' then internal.whole_words(w.pattern) else w.pattern end;
        return 'Muted word: ' || phrases;
    end if;
    return warning_in;
end $$;
comment on function internal.word_warning(uuid, uuid, text, text) is
    'What a viewer is warned of before a post: what its author wrote, or else those of their muted words that it has.';
