-- security definer: whose a document is is never said by whoever hands it in.
create or replace function api.add_document(
    name_in text, filename_in text, content_type_in text, size_in bigint, limit_in int
) returns json
language plpgsql volatile security definer set search_path = ''
as $$
declare
    me uuid := api.viewer_id();
    made uuid;
begin
    perform internal.lock_members(array[me]); -- two uploads at once count each other
    if (select count(*) from public.documents d
         where d.user_id = me
           and not exists (select from public.verification_requests r where r.document_id = d.id)) >= limit_in then
        perform internal.refuse('TP409', format('You handed in %s documents without using them. Use one of them.', limit_in),
                                'too_many_documents');
    end if;
    insert into public.documents (user_id, name, filename, content_type, size)
    values (me, name_in, filename_in, content_type_in, size_in) returning id into made;
    return json_build_object('id', made);
end $$;
comment on function api.add_document(text, text, text, bigint, int) is
    'Notes a private file of the viewer (its name in the store, size in bytes). limit_in: how many may wait to be used. Returns {id}.';
grant execute on function api.add_document(text, text, text, bigint, int) to topin_user;
