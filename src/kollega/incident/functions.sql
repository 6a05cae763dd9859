-- The ways into an incident from outside the municipality that it lies in. None of them answers with
-- anything that tells which municipality that is.

-- Somebody has taken something down: write the incident where it belongs, or add to the one that is
-- open. Answers with the incident's id; the caller's own id comes back where it is new.
create or replace function incident_open(
  report uuid, row_id uuid, what text, which uuid, area uuid, on_day date, chosen text,
  contact uuid, at timestamptz
) returns uuid
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  me uuid := nullif(current_setting('kollega.account', true), '')::uuid;
  mine uuid[] := nullif(current_setting('kollega.collaborations', true), '')::uuid[];
  down border_takendown%rowtype;
  found_id uuid;
begin
  select * into down from border_takendown d
    where d.kind = what and d.subject_id = which and d.collaboration_id = any (mine)
    for update;
  if not found or not exists (
    select from incident_press p where p.id = report and p.account_id = me and p.subject_id = which
  ) then
    return null;
  end if;
  select i.id into found_id from incident_incident i
    where i.municipality_id = down.municipality_id and i.subject_id = which
      and i.closed_at is null;
  if found_id is null then
    found_id := row_id;
    insert into incident_incident
      (id, municipality_id, collaboration_id, kind, subject_id, area_id, day, reported_at, reminded,
       found, recognised_by, severity, danger, measures, to_authority, authority_why, to_person,
       person_why, outcome, version)
    values (row_id, down.municipality_id, down.collaboration_id, what, which, area, on_day, at, 0,
      '', '', '', '', '', '', '', '', '', '', 1);
  end if;
  insert into incident_report (id, municipality_id, incident_id, at, how, contact_id)
    values (report, down.municipality_id, found_id, at, chosen, contact)
    on conflict (id) do nothing;
  return found_id;
end $$;
revoke all on function
  incident_open(uuid, uuid, text, uuid, uuid, date, text, uuid, timestamptz) from public;

-- The reporter pressed by mistake, and says so.
create or replace function incident_withdraw(report uuid, at timestamptz) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  update incident_report r set withdrawn_at = at
  where r.id = report and r.withdrawn_at is null and exists (
    select from incident_press p where p.id = report
      and p.account_id = nullif(current_setting('kollega.account', true), '')::uuid)
$$;
revoke all on function incident_withdraw(uuid, timestamptz) from public;

-- A job has looked in one municipality's access log and hands over who opened the thing there. Only
-- those who had read the text are kept (who opened it as a document has: `sure`), never the asker. Answers with their accounts, to be told.
create or replace function incident_hand_over(which uuid, opened jsonb) returns uuid[]
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  mine uuid[] := nullif(current_setting('kollega.collaborations', true), '')::uuid[];
  it incident_incident%rowtype;
  kept uuid[];
begin
  select * into it from incident_incident i
    where i.id = which and i.collaboration_id = any (mine) and i.closed_at is null;
  if not found or nullif(current_setting('kollega.account', true), '') is not null then
    return '{}';
  end if;
  with who as (
    select k.id, k.account_id, k.name, concat_ws(', ', nullif(k.title, ''), m.name) as role,
           min(o.first) as first, max(o.last) as last, sum(o.times) as times,
           bool_or(o.fetched) as fetched
    from jsonb_to_recordset(opened)
      as o(account uuid, first timestamptz, last timestamptz, times int, fetched boolean,
           sure boolean)
    join organisation_colleague k
      on k.account_id = o.account and k.collaboration_id = it.collaboration_id
    join organisation_municipality m on m.id = k.municipality_id
    where not exists (select from consultation_signature s
        where s.question_id = it.subject_id and s.account_id = o.account)
      and (o.sure or not exists (select from consultation_question q
        where q.id = it.subject_id and q.kind = 'situation' and not exists (
          select from consultation_reading r where r.question_id = q.id
            and r.account_id = o.account and r.read_at is not null)))
    group by k.id, m.id
  ), put as (
    insert into incident_seen
      (id, municipality_id, incident_id, colleague_id, name, role, first_at, last_at, times, fetched)
    select gen_random_uuid(), it.municipality_id, it.id, w.id, w.name, w.role, w.first, w.last,
           w.times, w.fetched
    from who w
    on conflict (municipality_id, incident_id, colleague_id) do update set
      first_at = least(incident_seen.first_at, excluded.first_at),
      last_at = greatest(incident_seen.last_at, excluded.last_at),
      times = greatest(incident_seen.times, excluded.times),
      fetched = incident_seen.fetched or excluded.fetched
    returning colleague_id
  )
  select array_agg(w.account_id) into kept from who w;
  return coalesce(kept, '{}');
end $$;
revoke all on function incident_hand_over(uuid, jsonb) from public;

-- The incident is over: nobody's draft of how the texts could be corrected stays. They are each
-- assessor's own, and hold the whole thread.
create or replace function incident_forget_drafts(which uuid, what text) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  delete from border_draft d
  where d.purpose = what and d.subject_id = which
    and d.municipality_id = nullif(current_setting('kollega.municipality', true), '')::uuid
    and array['manager', 'administrator']
      && nullif(current_setting('kollega.roles', true), '')::text[]
$$;
revoke all on function incident_forget_drafts(uuid, text) from public;

-- Whether the caller has reported this incident herself while a colleague of hers, in one of the roles
-- that assess, has not: then it is not hers to see. Answers about the caller alone.
create or replace function incident_is_set_aside(which uuid, deciding text[], today date)
returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from incident_press p join incident_report r on r.id = p.id
    where p.account_id = nullif(current_setting('kollega.account', true), '')::uuid
      and r.incident_id = which
  ) and exists (
    select from organisation_membership m
    where m.municipality_id = nullif(current_setting('kollega.municipality', true), '')::uuid
      and m.account_id <> nullif(current_setting('kollega.account', true), '')::uuid
      and m.roles::text[] && deciding and not m.suspended
      and m.valid_from <= today and (m.valid_to is null or m.valid_to >= today)
      and not exists (
        select from incident_press p join incident_report r on r.id = p.id
        where p.account_id = m.account_id and r.incident_id = which)
  )
$$;
revoke all on function incident_is_set_aside(uuid, text[], date) from public;

-- Who has reported an incident: for jobs (they have no account), so that they tell somebody else.
create or replace function incident_pressed_by(which uuid) returns uuid[]
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(p.account_id), '{}') from incident_press p
  join incident_report r on r.id = p.id
  where r.incident_id = which and nullif(current_setting('kollega.account', true), '') is null
$$;
revoke all on function incident_pressed_by(uuid) from public;

-- The caller's own report in the incident that is open now, if there is one: pressing again finds it.
create or replace function incident_my_press(which uuid) returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select p.id from incident_press p
  join incident_report r on r.id = p.id
  join incident_incident i on i.id = r.incident_id and i.closed_at is null
  where p.account_id = nullif(current_setting('kollega.account', true), '')::uuid
    and p.subject_id = which
  limit 1
$$;
revoke all on function incident_my_press(uuid) from public;

-- Jobs: whether the question was asked in one municipality only; and which coordinators were told.
create or replace function incident_stays_home(which uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from incident_incident i join consultation_question q on q.id = i.subject_id
    where i.id = which and q.only_municipality_id is not null)
    and nullif(current_setting('kollega.account', true), '') is null
$$;
revoke all on function incident_stays_home(uuid) from public;

create or replace function incident_coordinators_told(which uuid) returns uuid[]
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(t.account_id), '{}') from incident_told t
  where t.incident_id = which and t.told_as = 'coord'
    and nullif(current_setting('kollega.account', true), '') is null
$$;
revoke all on function incident_coordinators_told(uuid) from public;

-- Jobs: the passages of a question that is down, to look for who has opened them as documents.
create or replace function incident_passages(which uuid) returns uuid[]
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(each.passage_id), '{}') from (
    select q.id, q.passage_id from consultation_question q
    union all select p.question_id, p.passage_id from consultation_post p
    union all select p.question_id, e.passage_id
      from consultation_postedit e join consultation_post p on p.id = e.post_id
    union all select c.question_id, c.passage_id from consultation_closing c
    union all select a.question_id, a.passage_id from consultation_attachment a
  ) as each (question_id, passage_id)
  join consultation_question q on q.id = each.question_id and q.taken_down_at is not null
  where each.question_id = which and nullif(current_setting('kollega.account', true), '') is null
    and q.collaboration_id
      = any (nullif(current_setting('kollega.collaborations', true), '')::uuid[])
$$;
revoke all on function incident_passages(uuid) from public;

-- A job forgets what people were told of, and reported in, incidents that have been destroyed.
create or replace function incident_forget() returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  gone integer;
  removed integer;
begin
  if nullif(current_setting('kollega.account', true), '') is not null then
    return 0;
  end if;
  delete from incident_told t
    where not exists (select from incident_incident i where i.id = t.incident_id);
  get diagnostics gone = row_count;
  delete from incident_press p where not exists (select from incident_report r where r.id = p.id);
  get diagnostics removed = row_count;
  return gone + removed;
end $$;
revoke all on function incident_forget() from public;
