-- security definer: a request is written as a whole; its outcome is nobody's to write but the deeds that decide.
create or replace function api.ask_verification(
    category_in text, legal_name_in text, links_in text[], document_in uuid
) returns json
language plpgsql volatile security definer set search_path = ''
as $$
declare
    me uuid := api.viewer_id();
    made public.verification_requests;
begin
    perform internal.lock_members(array[me]); -- so that nothing is decided in between
    if (select p.is_verified from public.profiles p where p.user_id = me) then
        perform internal.refuse('TP409', 'You are verified already.', 'already_verified');
    end if;
    if document_in is not null then
        -- The lock holds off the clock, which removes documents that nobody used.
        perform from public.documents d where d.id = document_in and d.user_id = me for key share;
        if not found then
            perform internal.refuse('TP400', 'You have no such document', 'not_found', 'document');
        end if;
    end if;
    insert into public.verification_requests (user_id, category, legal_name, links, document_id)
    values (me, category_in, legal_name_in, to_jsonb(links_in), document_in)
    returning * into made;
    perform internal.event_record('verification_asked', me, jsonb_build_object('request_id', made.id));
    return internal.verification_json(made);
end $$;
comment on function api.ask_verification(text, text, text[], uuid) is
    'Asks for the viewer''s blue tick; one request at a time (constraint verification_requests_open). Returns it.';
grant execute on function api.ask_verification(text, text, text[], uuid) to topin_user;
