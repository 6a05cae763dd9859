create or replace function organisation_actors(who uuid, day date) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(jsonb_agg(place order by place->>'valid_from', place->>'membership'), '[]')
  from (
    select jsonb_build_object(
      'membership', m.id, 'valid_from', m.valid_from, 'roles', to_jsonb(m.roles),
      -- Whoever was there in the first month is not new, nor is one who is lent.
      'lent', m.lent_by_id is not null,
      'new_since', (
        select min(x.valid_from) from organisation_membership x
        where x.account_id = who and x.municipality_id = m.municipality_id and m.lent_by_id is null
          and x.lent_by_id is null
        having min(x.valid_from) > (select min(g.valid_from) + 30 from organisation_agreement g
                                    where g.municipality_id = m.municipality_id)),
      'municipality', y.id, 'municipality_name', y.name, 'unit', u.id, 'unit_name', u.name,
      'settings', coalesce((
        select jsonb_object_agg(s.key, s.value) from (
          select distinct on (key) key, value from organisation_municipalitysetting
          where municipality_id = m.municipality_id and valid_from <= day
          order by key, valid_from desc, set_at desc) s), '{}'),
      'collaborations', coalesce((
        select jsonb_agg(jsonb_build_object(
          'id', c.id, 'name', c.name,
          'colleague', (select k.id from organisation_colleague k
                        where k.collaboration_id = c.id and k.account_id = who
                          and (k.left_on is null or k.left_on >= day)),
          'municipalities', (select count(distinct b.municipality_id) from organisation_agreement b
                             where b.collaboration_id = c.id and b.valid_from <= day
                               and (b.valid_to is null or b.valid_to >= day)),
          'settings', coalesce((
            select jsonb_object_agg(s.key, s.value) from (
              select distinct on (key) key, value from organisation_collaborationsetting
              where collaboration_id = c.id and valid_from <= day
              order by key, valid_from desc, set_at desc) s), '{}')
        ) order by a.valid_from, c.id)
        from organisation_agreement a join organisation_collaboration c on c.id = a.collaboration_id
        where a.municipality_id = m.municipality_id and a.valid_from <= day
          and (a.valid_to is null or a.valid_to >= day)), '[]')
    ) as place
    from organisation_membership m
    join organisation_municipality y on y.id = m.municipality_id
    join organisation_unit u on u.id = m.unit_id
    where m.account_id = who and not m.suspended
      and m.valid_from <= day and (m.valid_to is null or m.valid_to >= day)
      -- Somebody who is lent works here only while she has a place of her own where she came from.
      and (m.lent_by_id is null or exists (
        select 1 from organisation_membership h
        where h.account_id = who and h.municipality_id = m.lent_by_id and h.lent_by_id is null
          and not h.suspended and h.valid_from <= day
          and (h.valid_to is null or h.valid_to >= day)))
  ) places
$$;
revoke all on function organisation_actors(uuid, date) from public;

create or replace function organisation_places(day date)
returns table (municipality uuid, collaboration uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select y.id, a.collaboration_id
  from organisation_municipality y
  left join organisation_agreement a on a.municipality_id = y.id and a.valid_from <= day
    and (a.valid_to is null or a.valid_to >= day)
  group by y.id, a.collaboration_id
  order by y.id, a.collaboration_id
$$;
revoke all on function organisation_places(date) from public;

-- A job (no account is set) asks when somebody's last place anywhere ends: a day, not where. A place
-- without end is the last day there is.
create or replace function organisation_last_day(who uuid) returns date
language sql stable security definer set search_path = public, pg_temp as $$
  select max(coalesce(m.valid_to, date '9999-12-31')) from organisation_membership m
  where m.account_id = who and nullif(current_setting('kollega.account', true), '') is null
$$;
revoke all on function organisation_last_day(uuid) from public;

-- A municipality that lends somebody may let her place elsewhere end earlier, never later, and is told
-- nothing but whether it did.
create or replace function organisation_recall(place uuid, last date) returns boolean
language sql volatile security definer set search_path = public, pg_temp as $$
  with ended as (
    update organisation_membership m
    set valid_to = greatest(last, m.valid_from), suspended = m.suspended or last < m.valid_from,
      version = m.version + 1
    where m.id = place and m.valid_to > last
      and m.lent_by_id = nullif(current_setting('kollega.municipality', true), '')::uuid
    returning 1
  )
  select exists (select 1 from ended)
$$;
revoke all on function organisation_recall(uuid, date) from public;
