create or replace function api.get_muted_words(limit_in int, cursor_in text) returns json
language plpgsql stable
as $$
declare
    mark record := internal.cursor_read('muted_words', cursor_in);
    page json;
begin
    with found as (
        select w as word, w.created_at as at, w.id
          from muted_words w
         where w.user_id = viewer_id() and (w.expires_at is null or w.expires_at > now())
           and (w.created_at, w.id) < (mark.at, mark.id)
         order by w.created_at desc, w.id desc limit limit_in + 1
    ), shown as (
        select * from found order by at desc, id desc limit limit_in
    )
    select json_build_object(
        'items', coalesce((select json_agg(internal.muted_word_json(word) order by at desc, id desc) from shown), '[]'),
        'next_cursor', case when (select count(*) from found) > limit_in
            then (select internal.cursor_after('muted_words', at, id) from shown order by at, id limit 1) end)
      into page;
    return page;
end $$;
comment on function api.get_muted_words(int, text) is 'A page of the words that the viewer mutes at this moment, newest first.';
grant execute on function api.get_muted_words(int, text) to topin_user;
