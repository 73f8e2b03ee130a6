create or replace function internal.erase_reports(user_in uuid) returns void
language plpgsql volatile
as $$
begin
    -- Their words go, and with the author what they wrote; that something was reported and how it ended stays, about nobody.
    update public.message_reports set reporter_id = null, note = '', decision_note = '' where reporter_id = user_in;
    update public.message_reports set author_id = null, sealed = null, master = null, note = '', decision_note = ''
     where author_id = user_in;
    update public.message_reports set decided_by_id = null where decided_by_id = user_in;
end $$;
comment on function internal.erase_reports(uuid) is 'The part of an erasure that is about reports: made by the member, about them, and decided by them.';
