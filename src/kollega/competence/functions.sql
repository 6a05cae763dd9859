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
