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

-- Whoever may read a card takes it down, at once for everybody: 'now'; 'already' where somebody came
-- before; '' where the caller may not know of it.
create or replace function knowledge_take_down_card(which uuid, at timestamptz) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  me uuid := nullif(current_setting('kollega.account', true), '')::uuid;
  here uuid := nullif(current_setting('kollega.municipality', true), '')::uuid;
  mine uuid[] := nullif(current_setting('kollega.collaborations', true), '')::uuid[];
  home uuid;
  stamp timestamptz := at;
  c knowledge_card%rowtype;
begin
  select * into c from knowledge_card
    where id = which and collaboration_id = any (mine)
      and (only_municipality_id is null or only_municipality_id = here)
      and (status <> 'withdrawn' or municipality_id = here)
    for no key update;
  if not found or me is null then
    return '';
  end if;
  if c.taken_down_at is not null then
    return 'already';
  end if;
  -- Whoever wrote the text assesses it; where that is forgotten, whoever answers for the card.
  select p.municipality_id into home from border_passage p where p.id = c.passage_id;
  update knowledge_card set taken_down_at = stamp where id = which;
  update knowledge_cardversion set taken_down_at = stamp where card_id = which;
  update knowledge_cardcheck set taken_down_at = stamp where card_id = which;
  update knowledge_cardflag set taken_down_at = stamp where card_id = which;
  perform border_close('card', which, c.collaboration_id, coalesce(home, c.municipality_id), at);
  return 'now';
end $$;
revoke all on function knowledge_take_down_card(uuid, timestamptz) from public;

-- The one who assesses, or a job, opens it again; false where it was not down or not theirs. What it was
-- made of may be down itself: then the caller closes it again (knowledge_follow_source) before she is done.
create or replace function knowledge_lift_card(which uuid) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if not border_may_assess('card', which) then
    return false;
  end if;
  update knowledge_card set taken_down_at = null where id = which;
  update knowledge_cardversion set taken_down_at = null where card_id = which;
  update knowledge_cardcheck set taken_down_at = null where card_id = which;
  update knowledge_cardflag set taken_down_at = null where card_id = which;
  return border_open('card', which);
end $$;
revoke all on function knowledge_lift_card(uuid) from public;

-- Cards made of something (a closed question) go down and up with it: they say what that says. One that
-- somebody has taken down by itself stays down.
create or replace function knowledge_follow_source(source uuid, at timestamptz) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  stamp timestamptz := case when border_is_down(source) then at end;
  made uuid[] := array(select c.id from knowledge_card c
    where c.source_id = source and not border_is_down(c.id));
begin
  update knowledge_card set taken_down_at = stamp where id = any (made);
  update knowledge_cardversion set taken_down_at = stamp where card_id = any (made);
  update knowledge_cardcheck set taken_down_at = stamp where card_id = any (made);
  update knowledge_cardflag set taken_down_at = stamp where card_id = any (made);
end $$;
revoke all on function knowledge_follow_source(uuid, timestamptz) from public;

-- The one who assesses a question that is down, or a job, opens the cards made of it, to destroy them with
-- it in the same transaction. Those that are down by themselves are assessed by themselves.
create or replace function knowledge_lift_made(source uuid) returns setof uuid
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  made uuid[];
begin
  if not border_may_assess('question', source) then
    return;
  end if;
  made := array(select c.id from knowledge_card c
    where c.source_id = source and not border_is_down(c.id) order by c.id);
  update knowledge_card set taken_down_at = null where id = any (made);
  update knowledge_cardversion set taken_down_at = null where card_id = any (made);
  update knowledge_cardcheck set taken_down_at = null where card_id = any (made);
  update knowledge_cardflag set taken_down_at = null where card_id = any (made);
  return query select unnest(made);
end $$;
revoke all on function knowledge_lift_made(uuid) from public;

-- The texts of cards while they are down, for the one who assesses what is down: the card itself, or
-- what it was made of.
create or replace function knowledge_down_texts(what text, which uuid)
returns table (card uuid, part text, said text)
language sql stable security definer set search_path = public, pg_temp as $$
  with down as (
    select c.* from knowledge_card c where c.taken_down_at is not null
      and case what when 'card' then c.id = which else c.source_id = which end)
  select each.card, each.part, each.said from (
    select d.id, f.part, f.said, f.place, d.saved_at from down d, lateral (values
      ('title', d.title, 1), ('answer', d.answer, 2), ('body', d.body, 3), ('law', d.law, 4),
      ('research', d.research, 5), ('experience', d.experience, 6), ('person', d.person, 7)
    ) as f (part, said, place)
    union all
    select d.id, 'check_' || k.id, k.reason, 8, k.at
    from down d join knowledge_cardcheck k on k.card_id = d.id
    union all
    select d.id, 'flag_' || g.id, g.text, 9, g.raised_at
    from down d join knowledge_cardflag g on g.card_id = d.id
    union all
    select d.id, 'version_' || v.id, concat_ws(E'\n', v.title, v.answer, v.body, v.law, v.research,
      v.experience, v.person), 10, v.saved_at
    from down d join knowledge_cardversion v on v.card_id = d.id
  ) as each (card, part, said, place, at)
  where each.said <> '' and border_may_assess(what, which)
  order by each.card, each.place, each.at
$$;
revoke all on function knowledge_down_texts(text, uuid) from public;

-- Whoever destroys a card removes what others keep of it at home, which her own eyes do not reach: a job
-- of the collaboration, or whoever assesses in the municipality that wrote it or answers for it, or what
-- it was made of.
create or replace function knowledge_remove_home(which uuid) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  here uuid := nullif(current_setting('kollega.municipality', true), '')::uuid;
  assesses boolean := coalesce(array['manager', 'administrator']
    && nullif(current_setting('kollega.roles', true), '')::text[], false);
begin
  if not exists (
    select from knowledge_card c left join border_passage p on p.id = c.passage_id
    where c.id = which
      and c.collaboration_id
        = any (nullif(current_setting('kollega.collaborations', true), '')::uuid[])
      and (nullif(current_setting('kollega.account', true), '') is null
        or (assesses and here in (c.municipality_id, p.municipality_id))
        or border_may_assess('question', c.source_id))) then
    return;
  end if;
  -- What somebody was writing about it may say what is destroyed.
  delete from border_draft where subject_id = which and purpose in ('card', 'card_doubt');
  delete from knowledge_pin where card_id = which;
  delete from knowledge_readingitem where kind = 'card' and object_id = which;
  delete from knowledge_cardlink where card_id = which or other_id = which;
  delete from knowledge_cardarea where card_id = which;
  delete from knowledge_cardreference where card_id = which;
  delete from knowledge_cardflag where card_id = which;
  delete from knowledge_cardcheck where card_id = which;
  delete from knowledge_cardversion where card_id = which;
end $$;
revoke all on function knowledge_remove_home(uuid) from public;

-- Documents: whoever may read one takes it down, at once for everybody. 'already' where somebody came
-- before, '' where the caller may not know of it.
create or replace function knowledge_take_down_document(which uuid, at timestamptz) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  here uuid := nullif(current_setting('kollega.municipality', true), '')::uuid;
  mine uuid[] := nullif(current_setting('kollega.collaborations', true), '')::uuid[];
  d knowledge_knowledgedocument%rowtype;
begin
  select * into d from knowledge_knowledgedocument
    where id = which and collaboration_id = any (mine) and removed_at is null
      and (only_municipality_id is null or only_municipality_id = here)
    for no key update;
  if not found or nullif(current_setting('kollega.account', true), '') is null then
    return '';
  end if;
  if d.taken_down_at is not null then
    return 'already';
  end if;
  update knowledge_knowledgedocument set taken_down_at = at where id = which;
  update knowledge_documentedition set taken_down_at = at where document_id = which;
  update knowledge_documentpassage set taken_down_at = at where document_id = which;
  perform border_close('knowledge_document', which, d.collaboration_id, d.municipality_id, at);
  return 'now';
end $$;
revoke all on function knowledge_take_down_document(uuid, timestamptz) from public;

-- The one who assesses, or a job, opens it again; false where it was not down or not theirs.
create or replace function knowledge_lift_document(which uuid) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if not border_may_assess('knowledge_document', which) then
    return false;
  end if;
  update knowledge_knowledgedocument set taken_down_at = null where id = which;
  update knowledge_documentedition set taken_down_at = null where document_id = which;
  update knowledge_documentpassage set taken_down_at = null where document_id = which;
  return border_open('knowledge_document', which);
end $$;
revoke all on function knowledge_lift_document(uuid) from public;

-- The texts of a document that is down, for the one who assesses it.
create or replace function knowledge_down_document(which uuid)
returns table (part text, said text, is_old boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select each.part, each.said, each.is_old from (
    select 'title', d.title, false, 0, 0, 0
    from knowledge_knowledgedocument d where d.id = which and d.taken_down_at is not null
    union all
    select 'source', d.source, false, 0, 1, 0
    from knowledge_knowledgedocument d where d.id = which and d.taken_down_at is not null and d.source <> ''
    union all
    -- A heading is one text, however many passages stand under it.
    select 'head_' || e.id || '_' || md5(line), line, e.number <> d.edition,
      case when e.number = d.edition then 1 else 3 end, min(p.number), 0
    from knowledge_documentpassage p join knowledge_documentedition e on e.id = p.edition_id
      join knowledge_knowledgedocument d on d.id = e.document_id,
      unnest(string_to_array(p.path, E'\n')) as line
    where p.document_id = which and p.taken_down_at is not null and line <> ''
    group by e.id, e.number, d.edition, line
    union all
    select 'text_' || p.id, p.text, e.number <> d.edition,
      case when e.number = d.edition then 1 else 3 end, p.number, 1
    from knowledge_documentpassage p join knowledge_documentedition e on e.id = p.edition_id
      join knowledge_knowledgedocument d on d.id = e.document_id
    where p.document_id = which and p.taken_down_at is not null
    union all
    select 'file_' || e.id, '', e.number <> d.edition, 2, e.number, 0
    from knowledge_documentedition e join knowledge_knowledgedocument d on d.id = e.document_id
    where e.document_id = which and e.taken_down_at is not null and e.size > 0
  ) as each (part, said, is_old, kind, place, after)
  where border_may_assess('knowledge_document', which)
  order by each.kind, each.place, each.after
$$;
revoke all on function knowledge_down_document(uuid) from public;

-- The bytes of one of its files, for the one who assesses it.
create or replace function knowledge_down_document_file(which uuid, one uuid)
returns table (form text, data bytea)
language sql stable security definer set search_path = public, pg_temp as $$
  select e.form, e.data from knowledge_documentedition e
  where e.id = one and e.document_id = which and e.taken_down_at is not null and e.size > 0
    and border_may_assess('knowledge_document', which)
$$;
revoke all on function knowledge_down_document_file(uuid, uuid) from public;

-- Whether the caller answers for a document: a job of the collaboration, or somebody in the municipality
-- that answers for it or brought an edition of it.
create or replace function knowledge_tends_document(which uuid) returns boolean
language sql stable set search_path = public, pg_temp as $$
  with me as (select nullif(current_setting('kollega.municipality', true), '')::uuid as here)
  select exists (
    select from me, knowledge_knowledgedocument d
    where d.id = which
      and d.collaboration_id
        = any (nullif(current_setting('kollega.collaborations', true), '')::uuid[])
      and (d.only_municipality_id is null or d.only_municipality_id = me.here)
      and (nullif(current_setting('kollega.account', true), '') is null
        or me.here = d.municipality_id
        or exists (select from knowledge_documentedition e join border_passage p on p.id = e.passage_id
          where e.document_id = d.id and p.municipality_id = me.here)))
$$;
revoke all on function knowledge_tends_document(uuid) from public;

-- Which passages of a document anybody has pinned, also for her own municipality alone: for whoever brings
-- in an edition, so that what is pinned follows its words. Not who, and not at what.
create or replace function knowledge_pinned_parts(which uuid) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct part_id from knowledge_pin
  where document_id = which and part_id is not null and knowledge_tends_document(which)
$$;
revoke all on function knowledge_pinned_parts(uuid) from public;

-- Moves what is pinned at some passages of a document to others of it.
create or replace function knowledge_move_pins(which uuid, old uuid[], new uuid[]) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  moved integer;
begin
  update knowledge_pin p set part_id = m.new_id
    from unnest(old, new) as m (old_id, new_id)
    join knowledge_documentpassage t on t.id = m.new_id and t.document_id = which
    where p.document_id = which and p.part_id = m.old_id and knowledge_tends_document(which);
  get diagnostics moved = row_count;
  return moved;
end $$;
revoke all on function knowledge_move_pins(uuid, uuid[], uuid[]) from public;

-- Whoever destroys a document, or some of its passages (`parts`), removes what others keep of them at
-- home, which her own eyes do not reach: a job of the collaboration, or somebody in the municipality that
-- answers for the document or brought an edition of it.
create or replace function knowledge_remove_document_home(which uuid, parts uuid[]) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if not knowledge_tends_document(which) then
    return;
  end if;
  delete from knowledge_pin where document_id = which and (parts is null or part_id = any (parts));
  -- What a reading list says of it goes too.
  delete from knowledge_readingitem
    where parts is null and kind = 'document' and object_id = which;
  if parts is null then
    delete from knowledge_documentarea where document_id = which;
  end if;
end $$;
revoke all on function knowledge_remove_document_home(uuid, uuid[]) from public;

-- Reading lists: whoever may read one takes it down with what is said of each thing on it. As for cards.
create or replace function knowledge_take_down_list(which uuid, at timestamptz) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  me uuid := nullif(current_setting('kollega.account', true), '')::uuid;
  here uuid := nullif(current_setting('kollega.municipality', true), '')::uuid;
  mine uuid[] := nullif(current_setting('kollega.collaborations', true), '')::uuid[];
  home uuid;
  stamp timestamptz := at;
  l knowledge_readinglist%rowtype;
begin
  select * into l from knowledge_readinglist
    where id = which and collaboration_id = any (mine)
      and (only_municipality_id is null or only_municipality_id = here)
      and (withdrawn_at is null or municipality_id = here)
    for no key update;
  if not found or me is null then
    return '';
  end if;
  if l.taken_down_at is not null then
    return 'already';
  end if;
  select p.municipality_id into home from border_passage p where p.id = l.passage_id;
  update knowledge_readinglist set taken_down_at = stamp where id = which;
  update knowledge_readingitem set taken_down_at = stamp where reading_list_id = which;
  perform border_close('reading_list', which, l.collaboration_id, coalesce(home, l.municipality_id), at);
  return 'now';
end $$;
revoke all on function knowledge_take_down_list(uuid, timestamptz) from public;

create or replace function knowledge_lift_list(which uuid) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if not border_may_assess('reading_list', which) then
    return false;
  end if;
  update knowledge_readinglist set taken_down_at = null where id = which;
  update knowledge_readingitem set taken_down_at = null where reading_list_id = which;
  return border_open('reading_list', which);
end $$;
revoke all on function knowledge_lift_list(uuid) from public;

-- Its texts while it is down, for the one who assesses it.
create or replace function knowledge_down_list(which uuid) returns table (part text, said text)
language sql stable security definer set search_path = public, pg_temp as $$
  select each.part, each.said from (
    select f.part, f.said, f.place from knowledge_readinglist l, lateral (values
      ('title', l.title, -2), ('audience', l.audience, -1)
    ) as f (part, said, place) where l.id = which and l.taken_down_at is not null
    union all
    select 'why_' || i.id, i.why, i.place from knowledge_readingitem i
      where i.reading_list_id = which and i.taken_down_at is not null
  ) as each
  where each.said <> '' and border_may_assess('reading_list', which)
  order by each.place
$$;
revoke all on function knowledge_down_list(uuid) from public;

-- When something that the caller could have in an export was last taken down, and is down still, or was
-- destroyed. No more than the moment: a file from before it is not given out.
create or replace function knowledge_last_gone() returns timestamptz
language sql stable security definer set search_path = public, pg_temp as $$
  with me as (select
    nullif(current_setting('kollega.collaborations', true), '')::uuid[] as mine,
    nullif(current_setting('kollega.municipality', true), '')::uuid as here)
  select max(gone.at) from me, lateral (
    select c.taken_down_at as at, c.only_municipality_id as only_id from knowledge_card c
      where c.collaboration_id = any (me.mine) and c.taken_down_at is not null
    union all
    select d.taken_down_at, d.only_municipality_id from knowledge_knowledgedocument d
      where d.collaboration_id = any (me.mine) and d.taken_down_at is not null
    union all
    select l.taken_down_at, l.only_municipality_id from knowledge_readinglist l
      where l.collaboration_id = any (me.mine) and l.taken_down_at is not null
    union all
    select s.at, s.only_municipality_id from core_shareddestroyed s
      where s.collaboration_id = any (me.mine)
  ) gone where gone.only_id is null or gone.only_id = me.here
$$;
revoke all on function knowledge_last_gone() from public;
