create or replace function api.get_lost_originals(names_in text[]) returns text[]
language sql stable
as $$
    -- Only what is in no post or message may still need the file as it came.
    select array(
        select n.name from unnest(names_in) n (name)
        except
        select m.original from post_media m
         where m.post_id is null and m.message_id is null and (m.state <> 'ready' or m.purpose = 'document'))
$$;
comment on function api.get_lost_originals(text[]) is
    'Which of these originals no medium needs any more, or ever had.';
grant execute on function api.get_lost_originals(text[]) to topin_worker;
