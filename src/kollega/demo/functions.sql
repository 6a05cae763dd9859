create or replace function demo_installation_is_fixed() returns trigger
language plpgsql as $$
begin
  raise exception 'an installation is made a demo, or not, once and for all';
end
$$;
create or replace trigger demo_installation_is_fixed
  before update or delete on demo_installation
  for each row execute function demo_installation_is_fixed();
