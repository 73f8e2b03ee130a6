create or replace function api.view_document(request_in uuid) returns json
language plpgsql volatile
as $$
declare
    proof documents;
begin
    select d.* into proof
      from verification_requests r join documents d on d.id = r.document_id where r.id = request_in;
    if proof.id is null then
        perform internal.refuse('TP404', 'There is no document, or it was deleted already');
    end if;
    perform api.audit_record('document_viewed', 'verification_request', request_in,
                             jsonb_build_object('document_id', proof.id, 'user_id', proof.user_id));
    return json_build_object('name', proof.name, 'filename', proof.filename, 'content_type', proof.content_type);
end $$;
comment on function api.view_document(uuid) is
    'Where the proof of a request for the blue tick lies: {name (private store), filename, content_type}. Each look is audited.';
grant execute on function api.view_document(uuid) to topin_staff;
