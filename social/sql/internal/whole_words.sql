create or replace function internal.whole_words(patterns_in text) returns text
language plpgsql immutable parallel safe
as $$
declare
    -- What words are made of. The class knows letters and 0 to 9: further digits, accents that stand alone,
    -- signs that end a syllable and the joiners inside words are named.
    inside constant text := '[:alnum:]_\u0300-\u036f\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u094d\u09cd\u0a4d\u0acd'
        || '\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u200c\u200d';
    -- Scripts that put no space between words (Thai, Lao, Burmese, Khmer, kana, Han): words begin and end anywhere.
    spaceless constant text := '\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff'
        || '\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff';
begin
    -- An edge needs a sign that is of no word on one of its sides, and cuts no joined emoji in two.
    -- A # or @ belongs to the word behind it.
    return format('(?<!\u200d)(?:(?<![%1$s])|(?![%1$s#@])|(?<=[%2$s])|(?=[%2$s]))(?:%3$s)(?!\u200d)(?:(?![%1$s])|(?<![%1$s])|(?=[%2$s])|(?<=[%2$s]))',
        inside, spaceless, patterns_in);
end $$;
comment on function internal.whole_words(text) is
    'A regular expression that finds what patterns_in (joined by |) finds, but only as whole words. Null for null.';
