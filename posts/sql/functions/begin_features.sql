-- security definer: the worker's role may look at posts, not hold or write what belongs to them.
create or replace function api.begin_features(post_in uuid) returns json
language plpgsql volatile security definer set search_path = ''
as $$
declare
    post record;
begin
    -- Held until the commit: an edit or a deletion waits, and whoever makes features for it comes after us.
    select p.text, p.language into post from public.posts p
     where p.id = post_in and p.status = 'published' and p.deleted_at is null and p.text <> '' for share;
    if not found then
        delete from public.post_features f where f.post_id = post_in;
        return null;
    end if;
    return json_build_object('text', post.text, 'language', post.language);
end $$;
comment on function api.begin_features(uuid) is
    'Holds a published post until the commit and returns {text, language}, to find out what it is about. Null where there is no such post or it has no text: then it has no features either.';
grant execute on function api.begin_features(uuid) to topin_worker;
