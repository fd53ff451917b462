-- Of the item in the hand, what row-level security hides: the loan to a patron whom the item's library knows by another
-- agreement than ours. The object is here all the same, so the loan ends; nothing tells whose it was.

-- Whether an item can come into the hands of this session: it is of a library in scope, or was sent here for a hold.
create or replace function circulation.in_hands(item bigint) returns boolean
language sql stable set search_path = '' as $$
  select exists (select from inventory.item i where i.item_id = in_hands.item and i.library_id = any ((select organisation.scope())::bigint[]))
      or exists (select from circulation.ibl_request r
                  where r.item_id = in_hands.item and r.state = 'sent' and r.library_id = any ((select organisation.scope())::bigint[]))
$$;

-- The open loan of an item, or the one of this id that is open or ended at a branch of ours: its days and its terms. The
-- patron, their library and who lent it are left out.
create or replace function circulation.unseen_loan(item bigint, loan bigint) returns setof circulation.loan
language sql stable security definer set search_path = '' as $$
  select (jsonb_populate_record(l, jsonb_build_object('patron_id', null, 'library_id', l.item_library_id, 'lent_by', null, 'workstation_id', null,
           'trace', '{}'::jsonb))).*
    from circulation.loan l
   where l.item_id = unseen_loan.item and circulation.in_hands(unseen_loan.item)
     and case when unseen_loan.loan is null then l.returned_at is null
         else l.loan_id = unseen_loan.loan and (l.returned_at is null or exists (
                select from organisation.branch b where b.branch_id = l.returned_branch_id and b.library_id = organisation.own_library())) end
$$;

-- The open one among the facts of an item, with the keys of a loan that is seen (circulation/facts/item-facts.store.ts). It
-- stands in a function so that the many items without such a loan do not make it ready for nothing.
create or replace function circulation.unseen_loan_facts(item bigint) returns json
language sql stable set search_path = '' as $$
  select json_build_object('loan_id', l.loan_id::text, 'library_id', l.library_id::text, 'patron_id', null, 'branch_id', l.branch_id::text,
           'lent_library_id', lb.library_id::text, 'lent_epoch', ll.epoch::text, 'lent_at', base.iso(l.lent_at), 'due_on', l.due_on,
           'due_at', base.iso(l.due_at), 'first_due_on', l.first_due_on, 'renewals', l.renewals, 'claimed_on', l.claimed_on,
           'terms_id', l.terms_id::text, 'version_id', t.version_id::text, 'resolved', t.resolved)
    from circulation.unseen_loan(item, null) l join circulation.terms t on t.terms_id = l.terms_id
    join organisation.branch lb on lb.branch_id = l.branch_id join organisation.library ll on ll.library_id = lb.library_id
$$;

-- Ends such a loan at a branch of ours. One that ended meanwhile raises KF003, and the desk decides again.
create or replace function circulation.end_unseen_loan(loan bigint, how text, at timestamptz, on_day date, branch bigint) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  update circulation.loan l set returned_at = end_unseen_loan.at, returned_on = on_day, returned_branch_id = branch, ended = how
   where l.loan_id = end_unseen_loan.loan and l.returned_at is null and how in ('returned', 'lent_on') and circulation.in_hands(l.item_id)
     and exists (select from organisation.branch b where b.branch_id = branch and b.library_id = organisation.own_library());
  if not found then
    raise exception 'the loan ended meanwhile' using errcode = 'KF003';
  end if;
end $$;

-- The way back: what ended at a branch of ours is open again, unless the item was lent since.
create or replace function circulation.reopen_unseen_loan(loan bigint) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  update circulation.loan l set returned_at = null, returned_on = null, returned_branch_id = null, ended = null
   where l.loan_id = reopen_unseen_loan.loan and l.ended in ('returned', 'lent_on') and circulation.in_hands(l.item_id)
     and exists (select from organisation.branch b where b.branch_id = l.returned_branch_id and b.library_id = organisation.own_library())
     and not exists (select from circulation.loan o where o.item_id = l.item_id and o.returned_at is null);
  if not found then
    raise exception 'the item was lent meanwhile' using errcode = 'KF003';
  end if;
end $$;

-- The code of a slip: an initial, and a number that no other slip on that shelf carries. Numbers walk on from 1 to 999,
-- past those that still lie there; a shelf on which all of them lie goes on with 1000. A slip that lies there keeps its code,
-- and one that is asked for whole, by undo, is given where its number is still free.
create or replace function circulation.shelf_code(hold bigint, wanted text) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare
  shelf bigint;
  present text;
  taken integer[];
  n integer;
begin
  select h.pickup_branch_id, case when h.state = 'ready' then h.hold_code end into shelf, present
    from circulation.hold h join organisation.branch b on b.branch_id = h.pickup_branch_id
   where h.hold_id = shelf_code.hold and b.library_id = any (organisation.scope());
  if shelf is null then return wanted; end if;
  if present is not null and wanted !~ '-[0-9]+$' then return present; end if;
  insert into circulation.shelf_counter (branch_id, last_no) values (shelf, 0) on conflict (branch_id) do nothing;
  -- Two desks of a branch choose one after the other; what the first chose is seen by the second.
  select c.last_no into n from circulation.shelf_counter c where c.branch_id = shelf for update;
  taken := array(select substring(h.hold_code from '[0-9]+$')::integer from circulation.hold h
                  where h.pickup_branch_id = shelf and h.state = 'ready' and h.hold_id <> shelf_code.hold);
  if wanted ~ '-[0-9]+$' and not coalesce(substring(wanted from '[0-9]+$')::integer = any (taken), false) then return wanted; end if;
  for i in 1..999 loop
    n := n % 999 + 1;
    exit when not coalesce(n = any (taken), false);
  end loop;
  if n = any (taken) then
    n := 1000;
    while n = any (taken) loop n := n + 1; end loop;
  end if;
  update circulation.shelf_counter c set last_no = n where c.branch_id = shelf;
  return left(wanted, 1) || '-' || n;
end $$;

do $$
declare
  f text;
begin
  foreach f in array array[
    'circulation.unseen_loan(bigint, bigint)', 'circulation.end_unseen_loan(bigint, text, timestamptz, date, bigint)',
    'circulation.reopen_unseen_loan(bigint)', 'circulation.shelf_code(bigint, text)'
  ] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to kaft_app, kaft_jobs, kaft_finder', f);
    execute format('alter function %s owner to kaft_finder', f);
  end loop;
  revoke all on function circulation.in_hands(bigint), circulation.unseen_loan_facts(bigint) from public;
  grant execute on function circulation.unseen_loan_facts(bigint) to kaft_app, kaft_jobs;
  grant execute on function circulation.in_hands(bigint) to kaft_finder;
end $$;
