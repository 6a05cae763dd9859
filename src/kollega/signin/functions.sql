create or replace function signin_memberships(who uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'membership', m.id, 'municipality_id', y.id, 'municipality', y.name, 'unit', u.name, 'roles', to_jsonb(m.roles),
    'valid_from', m.valid_from, 'valid_to', m.valid_to) order by m.valid_from desc, m.id), '[]')
  from organisation_membership m
  join organisation_municipality y on y.id = m.municipality_id
  join organisation_unit u on u.id = m.unit_id
  where m.account_id = who
$$;
revoke all on function signin_memberships(uuid) from public;
