-- Whether one of the municipality's own is away on a day: yes or no, never till when or why. Managers read the
-- employer's list; whoever hands a case on must only not leave it with somebody who is not there.
create or replace function casework_is_away(who uuid, which_day date) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array['caseworker', 'manager', 'counter']
      && nullif(current_setting('kollega.roles', true), '')::text[], false)
    and (exists (
      select from competence_absence a
      where a.municipality_id = nullif(current_setting('kollega.municipality', true), '')::uuid
        and a.account_id = who and a.from_day <= which_day
        and (a.to_day is null or a.to_day >= which_day)
    ) or exists (
      select from competence_availability v
      join organisation_colleague k on k.collaboration_id = v.collaboration_id and k.id = v.colleague_id
      where k.municipality_id = nullif(current_setting('kollega.municipality', true), '')::uuid
        and k.account_id = who and v.away_from <= which_day
        and (v.away_to is null or v.away_to >= which_day)
    ))
$$;
revoke all on function casework_is_away(uuid, date) from public;
