create or replace function internal.media_kind(purpose_in text, content_type_in text) returns text
language sql immutable
as $$
    select case when purpose_in = 'document' then 'document' when content_type_in = 'image/gif' then 'gif'
        else split_part(content_type_in, '/', 1) end
$$;
comment on function internal.media_kind(text, text) is
    'What kind a file is meant to be by the type that its member announced; what it is, processing finds out.';
