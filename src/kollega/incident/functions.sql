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
-- those who had read the text are kept, never the asker. Answers with their accounts, to be told.
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
      as o(account uuid, first timestamptz, last timestamptz, times int, fetched boolean)
    join organisation_colleague k
      on k.account_id = o.account and k.collaboration_id = it.collaboration_id
    join organisation_municipality m on m.id = k.municipality_id
    where not exists (select from consultation_signature s
        where s.question_id = it.subject_id and s.account_id = o.account)
      and not exists (select from consultation_question q
        where q.id = it.subject_id and q.kind = 'situation' and not exists (
          select from consultation_reading r where r.question_id = q.id
            and r.account_id = o.account and r.read_at is not null))
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
