create or replace function internal.diverse_order(
    authors_in uuid[], topics_in text[], limit_in int, before_authors_in uuid[] default '{}', before_topics_in text[] default '{}'
) returns int[]
language plpgsql immutable parallel safe
as $$
declare
    many int := coalesce(cardinality(authors_in), 0);
    taken int[] := '{}';
    held int[] := '{}';  -- passed over: they wait until others came between
    upcoming int := 1;
    last_author uuid := before_authors_in[cardinality(before_authors_in)];
    former_author uuid := before_authors_in[cardinality(before_authors_in) - 1];
    last_topics text[] := string_to_array(before_topics_in[cardinality(before_topics_in)], E'\n');
    former_topics text[] := string_to_array(before_topics_in[cardinality(before_topics_in) - 1], E'\n');
    common text[];
    waiting int;
    place int;
begin
    while cardinality(taken) < limit_in loop
        -- What the last two have in common, the next one may not have.
        common := case when last_topics && former_topics
                       then array(select unnest(last_topics) intersect select unnest(former_topics)) else '{}' end;
        waiting := 0;
        loop
            waiting := waiting + 1;
            place := coalesce(held[waiting], upcoming);
            exit when place > many or (
                (last_author is distinct from former_author or authors_in[place] is distinct from last_author)
                and (common = '{}' or not common && string_to_array(topics_in[place], E'\n')));
            if place = upcoming then
                held := held || place;
                upcoming := upcoming + 1;
            end if;
        end loop;
        exit when place > many;
        if place = upcoming then
            upcoming := upcoming + 1;
        else
            held := held[:waiting - 1] || held[waiting + 1:];
        end if;
        taken := taken || place;
        former_author := last_author; last_author := authors_in[place];
        former_topics := last_topics; last_topics := string_to_array(topics_in[place], E'\n');
    end loop;
    return taken;
end $$;
comment on function internal.diverse_order(uuid[], text[], int, uuid[], text[]) is
    'Which of some posts come one after the other (their places in the given order, best first), so that never more than two in a row are of an author or share a topic; what cannot be fitted in is left out. topics_in: those of each, parted by line feeds; before_…: of the two that went before.';
