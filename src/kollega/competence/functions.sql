-- Who comes to an occasion, for whoever leads it and coordinators where it is arranged: the rows themselves
-- are read by managers, and by each her own.
create or replace function competence_guests(which uuid)
returns table (id uuid, seat_id uuid, account_id uuid, colleague_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select h.id, h.seat_id, h.account_id, h.colleague_id
  from competence_occasion o
  join competence_seatholder h on h.receiver_id = o.organiser_id and h.occasion_id = o.id
  left join organisation_colleague k
    on k.collaboration_id = o.collaboration_id and k.id = o.leader_id
  where o.id = which
    and o.collaboration_id = any (nullif(current_setting('kollega.collaborations', true), '')::uuid[])
    and o.organiser_id = nullif(current_setting('kollega.municipality', true), '')::uuid
    and (k.account_id = nullif(current_setting('kollega.account', true), '')::uuid
      or coalesce(array['coordinator']
        && nullif(current_setting('kollega.roles', true), '')::text[], false))
$$;
revoke all on function competence_guests(uuid) from public;

-- What is written in a strategy document: whoever may read the document takes it down. The municipality whose
-- coordinator wrote it assesses; the reporter's own where that is not known any more.
create or replace function competence_take_down_strategy(which uuid, at timestamptz) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  me uuid := nullif(current_setting('kollega.account', true), '')::uuid;
  here uuid := nullif(current_setting('kollega.municipality', true), '')::uuid;
  mine uuid[] := nullif(current_setting('kollega.collaborations', true), '')::uuid[];
  prepares boolean := coalesce(array['manager', 'coordinator']
    && nullif(current_setting('kollega.roles', true), '')::text[], false);
  stamp timestamptz := at;
  home uuid;
  s competence_strategy%rowtype;
begin
  select * into s from competence_strategy
    where id = which and collaboration_id = any (mine)
      and (state in ('adopted', 'replaced') or prepares)
    for no key update;
  if not found or me is null then
    return '';
  end if;
  if exists (select from border_takendown d where d.kind = 'strategy' and d.subject_id = which) then
    return 'already';
  end if;
  update competence_strategytext t set taken_down_at = stamp where t.strategy_id = which and t.text <> '';
  if not found then
    return '';
  end if;
  select p.municipality_id into home
    from competence_strategytext t join border_passage p on p.id = t.passage_id
    where t.strategy_id = which order by (t.part = 'preface') desc, t.id limit 1;
  perform border_close('strategy', which, s.collaboration_id, coalesce(home, here), at);
  return 'now';
end $$;
revoke all on function competence_take_down_strategy(uuid, timestamptz) from public;

create or replace function competence_lift_strategy(which uuid) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if not border_may_assess('strategy', which) then
    return false;
  end if;
  update competence_strategytext set taken_down_at = null where strategy_id = which;
  return border_open('strategy', which);
end $$;
revoke all on function competence_lift_strategy(uuid) from public;

-- Its texts while they are down, for the one who assesses them.
create or replace function competence_down_strategy(which uuid)
returns table (id uuid, part text, area text, said text)
language sql stable security definer set search_path = public, pg_temp as $$
  select t.id, t.part, coalesce(a.title, ''), t.text
  from competence_strategytext t left join organisation_practicearea a on a.id = t.area_id
  where t.strategy_id = which and t.taken_down_at is not null and t.text <> ''
    and border_may_assess('strategy', which)
  order by array_position(array['preface', 'sharing', 'deciding', 'area'], t.part::text), a.sort_key, t.id
$$;
revoke all on function competence_down_strategy(uuid) from public;
