-- A regulation is kept by one library. Where it names an agreement it holds for every library of it, as long as the
-- agreement runs and shares its rules, and each of them follows it in place of its own.
alter table circulation.regulation add column agreement_id bigint references organisation.agreement;
select base.describe('circulation.regulation', $$
  agreement_id | none
$$);
create index regulation_agreement on circulation.regulation (agreement_id, starts_on)
  where agreement_id is not null and state <> 'draft';

-- Only a library of the agreement keeps a regulation for it.
drop policy made on circulation.regulation;
create policy made on circulation.regulation for insert to kaft_app
  with check (library_id = (select organisation.own_library()) and (agreement_id is null or exists (
    select from organisation.agreement_member m join organisation.agreement a on a.agreement_id = m.agreement_id
     where m.agreement_id = regulation.agreement_id and m.library_id = (select organisation.own_library())
       and m.left_at is null and a.ended_at is null and a.shares_rules)));
-- What a draft is for was said when it was made.
create function circulation.keep_agreement() returns trigger language plpgsql set search_path = '' as $$
begin
  if new.agreement_id is distinct from old.agreement_id then
    raise exception 'a regulation stays that of its library or its cooperation' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger keep_agreement before update on circulation.regulation
  for each row execute function circulation.keep_agreement();
