create or replace function internal.fit_name(name_in text) returns text
language sql immutable parallel safe
as $$
    -- Without what names refuse (controls, ends of line, embeddings, overrides, isolates), and without other marks of
    -- format, which nobody sees: they would come between a character and what belongs to it.
    with fit as (
        select regexp_replace(left(name_in, 2000),
            '[\u0001-\u001f\u007f-\u009f\u00ad\u180e\u200b\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb'
            '\U00013430-\U0001345F\U0001BCA0-\U0001BCA3\U0001D173-\U0001D17A'
            '\U000E0000-\U000E001F\U000E0080-\U000E0FFF]', '', 'g') as text
    ), cut as (
        select case when length(text) <= 50 then text else left(internal.first_characters(text, 50), 1000) end as text
          from fit
    ), trimmed as (
        select regexp_replace(text,
            '^[\s\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+|[\s\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+$',
            '', 'g') as text
          from cut
    )
    -- Some letters are blank. The collations are named, so that every server finds the same.
    select text
      from trimmed cross join lateral (
        select regexp_replace(text, '[\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]', '', 'g') as seen) shown
     where seen collate pg_unicode_fast ~ '[[:alnum:]]' or seen collate pg_c_utf8 ~ '[[:punct:]]'
$$;
comment on function internal.fit_name(text) is
    'What of a wished name is fit for a display name (NameField of topin/text_fields.py takes it as it is); null when nothing is.';
grant execute on function internal.fit_name(text) to topin_worker;
