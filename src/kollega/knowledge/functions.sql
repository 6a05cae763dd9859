-- What people looked for in vain and what helped them, counted without telling who. Answers jobs that
-- act for one collaboration, and tells nothing of fewer than five people.

-- Words that five people or more have looked for since a day, and how many in each area where five have
-- and the rest are none or five too.
create or replace function knowledge_wished(since date)
returns table (word varchar, people integer, area_id uuid, area_people integer)
language sql stable security definer set search_path = public, pg_temp as $$
  with marks as (
    select m.word, m.account_id, m.area_id from knowledge_wishmark m
    left join knowledge_wish w on w.collaboration_id = m.collaboration_id and w.word = m.word
    where m.collaboration_id = any (nullif(current_setting('kollega.collaborations', true), '')::uuid[])
      and nullif(current_setting('kollega.account', true), '') is null
      and m.day >= since and (w.handled_on is null or m.day > w.handled_on)),
  whole as (select k.word, count(distinct k.account_id)::integer as people from marks k group by k.word),
  parts as (select k.word, k.area_id, count(distinct k.account_id)::integer as people
    from marks k where k.area_id is not null group by k.word, k.area_id)
  select distinct on (n.word) n.word, n.people, p.area_id, p.people
  from whole n left join parts p on p.word = n.word and p.people >= 5
    and (n.people = p.people or n.people - p.people >= 5)
  where n.people >= 5 order by n.word, p.people desc nulls last
$$;
revoke all on function knowledge_wished(date) from public;

-- Things that five people or more have said the same of, since a day.
create or replace function knowledge_helped(since date)
returns table (kind varchar, object_id uuid, helped boolean, people integer)
language sql stable security definer set search_path = public, pg_temp as $$
  select h.kind, h.object_id, h.helped, count(distinct h.account_id)::integer
  from knowledge_helped h
  where h.collaboration_id = any (nullif(current_setting('kollega.collaborations', true), '')::uuid[])
    and nullif(current_setting('kollega.account', true), '') is null and h.day >= since
  group by h.kind, h.object_id, h.helped having count(distinct h.account_id) >= 5
$$;
revoke all on function knowledge_helped(date) from public;
