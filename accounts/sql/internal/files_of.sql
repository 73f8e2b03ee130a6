create or replace function internal.files_of(user_in uuid) returns jsonb
language sql stable
as $$
    select jsonb_build_object(
        'private', (select coalesce(jsonb_agg(f.name), '[]') from (
                select d.name from public.documents d where d.user_id = user_in
                union all select p.upload from public.profile_pictures p where p.user_id = user_in and p.upload <> '') f),
        'private_folders', jsonb_build_array('exports/' || user_in),
        'public_folders', (select coalesce(jsonb_agg(p.name), '[]') from public.profile_pictures p
                            where p.user_id = user_in and p.name <> ''))
$$;
comment on function internal.files_of(uuid) is 'Names of a member''s files in the stores: files and folders of the private one, folders of the public one.';
