-- A loan asked at each insert whether its item is there, of an item whose row the same transaction had locked: a tenth of what a
-- lending writes. What the key kept true stays true without asking at each scan: the number of an item stays (0361), and an
-- item with a loan cannot go.
create function circulation.lent_items_stay() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  -- Each half has an index of its own.
  if exists (select from gone g where exists (select from circulation.loan l where l.item_id = g.item_id and l.returned_at is null)
               or exists (select from circulation.loan l where l.item_id = g.item_id and l.returned_at is not null)) then
    raise exception 'an item of which a loan tells stays' using errcode = '23503';
  end if;
  return null;
end $$;
alter function circulation.lent_items_stay() owner to kaft_finder;
revoke all on function circulation.lent_items_stay() from public;
create trigger lent_items_stay after delete on inventory.item referencing old table as gone for each statement
  execute function circulation.lent_items_stay();
create trigger stays before truncate on inventory.item for each statement execute function base.refuse_removal();
alter table circulation.loan drop constraint loan_item_id_fkey;

-- The checks of a table are read from their text by each statement that writes to it. Four of them together cost a status a
-- third of what writing it costs; the same as one call costs a tenth. It is what they were: which status there is, and what
-- belongs to each.
create function circulation.status_fits(status text, loan_id bigint, to_branch_id bigint, hold_id bigint) returns boolean
language plpgsql immutable as $$
begin
  return case status
    when 'available' then loan_id is null and to_branch_id is null
    when 'on_loan' then loan_id is not null and to_branch_id is null
    when 'in_transit' then loan_id is null and to_branch_id is not null
    when 'hold_shelf' then loan_id is null and to_branch_id is null and hold_id is not null
    else false end;
end $$;
alter table circulation.item_status
  drop constraint item_status_check,
  drop constraint item_status_check1,
  drop constraint item_status_check2,
  drop constraint item_status_status_check,
  add constraint item_status_fits check (circulation.status_fits(status, loan_id, to_branch_id, hold_id));
