-- The account of a patron, made at the first line. Each statement in here has a snapshot of its own, so that of two
-- desks that make it at once the second finds what the first made.
create or replace function finance.account_of(library bigint, patron bigint) returns bigint
language plpgsql volatile set search_path = '' as $$
declare
  account bigint;
begin
  select account_id into account from finance.account where library_id = library and patron_id = patron and merged_from is null;
  if account is not null then return account; end if;
  insert into finance.account (library_id, patron_id) values (library, patron)
    on conflict (library_id, patron_id) where merged_from is null do nothing returning account_id into account;
  if account is null then
    select account_id into account from finance.account where library_id = library and patron_id = patron and merged_from is null;
  end if;
  return account;
end $$;
