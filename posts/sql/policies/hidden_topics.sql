-- What staff keep out of trends, seen by staff alone. Written by deeds.
select internal.lock_down('hidden_topics');
grant select on hidden_topics to topin_staff, topin_worker;
create policy hidden_topics_select_staff on hidden_topics for select to topin_staff using (true);
create policy hidden_topics_select_worker on hidden_topics for select to topin_worker using (true);
