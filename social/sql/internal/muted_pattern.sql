-- security definer: feeds and the reader of notifications ask it for the viewer alone.
create or replace function internal.muted_pattern(viewer_in uuid, action_in text) returns text
language plpgsql stable security definer set search_path = ''
as $$
declare
    words text;
    parts text;
begin
    select string_agg(w.pattern, '|' order by w.id) filter (where w.match = 'word'),
           string_agg(w.pattern, '|' order by w.id) filter (where w.match = 'substring')
      into words, parts
      from public.muted_words w
     where w.user_id = viewer_in and w.action = action_in and (w.expires_at is null or w.expires_at > now());
    if words is null then
        return parts;
    end if;
    return concat_ws('|', internal.whole_words(words), parts);
end $$;
comment on function internal.muted_pattern(uuid, text) is
    'All muted words of a member with this action (hide, warn) in one regular expression for for_matching(text); null: there are none.';
