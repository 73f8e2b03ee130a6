create or replace function internal.first_characters(text_in text, count_in int) returns text
language sql immutable parallel safe
as $$
    -- What goes with the character before it: marks of scripts, joiners, forms, tones of skin, tags of flags. Emoji
    -- that a joiner binds are one, and so are two letters of a flag. PostgreSQL knows no grapheme clusters; where this
    -- sees two and a reader one, it only cuts a little early, never too late.
    with parts as (
        select '\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f\u093e-\u094c\u0e31\u0e34-\u0e3a\u0e47-\u0e4e'
               '\u200c\u20d0-\u20dc\ufe00-\ufe0f\ufe20-\ufe2f\U0001F3FB-\U0001F3FF\U000E0020-\U000E007F' as mark,
               '\u2640\u2642\u2695\u2696\u2708\u2764\U0001F300-\U0001F3FA\U0001F400-\U0001F53D\U0001F5A4-\U0001F64F'
               '\U0001F680-\U0001F6C5\U0001F90C-\U0001F93A\U0001F93C-\U0001F945\U0001F947-\U0001F9FF' as emoji
    )
    select substring(text_in from format(
        '^(?:[\U0001F1E6-\U0001F1FF]{2}|[%2$s][%1$s]*(?:\u200d[%2$s][%1$s]*)*[%1$s\u200d]*|[^\u200e\u200f\u061c][%1$s\u200d]*|.){0,%3$s}',
        mark, emoji, count_in))
      from parts
$$;
comment on function internal.first_characters(text, int) is
    'At most so many characters (≤ 255) of a text as people see them, from its beginning.';
grant execute on function internal.first_characters(text, int) to topin_worker;
