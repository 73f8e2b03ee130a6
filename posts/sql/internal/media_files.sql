create or replace function internal.media_files(variants_in jsonb, kind_in text) returns table (main text, thumbnail text)
language sql stable rows 1
as $$
    -- The poster of a film; of a picture what is nearest to 640 pixels, better narrower than wider.
    select (array_agg(v ->> 'file' order by place) filter (
               where v ->> 'name' <> 'poster' and v ->> 'content_type' like
                     case when kind_in in ('video', 'gif') then 'video/%' when kind_in = 'audio' then 'audio/%' else 'image/%' end))[1],
           (array_agg(v ->> 'file' order by v ->> 'name' <> 'poster', (v ->> 'width')::int > 640, abs((v ->> 'width')::int - 640))
               filter (where v ->> 'content_type' like 'image/%'))[1]
      from jsonb_array_elements(variants_in) with ordinality listed (v, place)
$$;
comment on function internal.media_files(jsonb, text) is
    'Of the renditions of a content (variants, kind): the file of the medium itself, the largest there is, and that of a small picture of it.';
