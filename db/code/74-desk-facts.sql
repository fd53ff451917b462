-- The facts of a patron and of an item, as decisions at the desk need them. They stand in functions because most of what
-- they ask is not there: a statement is made ready whole, for each of its tables and each wall around those, also where it
-- then finds nothing to do; a function looks first. They run with the rights of whoever asks, so that row-level security holds
-- in them as in a statement, and have no `search_path` of their own, which would be set and put back at each call: every
-- name is written in full. What the keys mean stands in circulation/facts/*.store.ts.

-- Money of a person, read once: the balance of the record `patron`; open charges with where and when each was made, where one
-- without a branch was made by the library of the account; and what the library holds as deposits: received or settled with
-- credit, less what was booked back or given back. `libraries` and `patrons` are the records of the person, in one order.
create or replace function finance.of_person(patron bigint, libraries bigint[], patrons bigint[],
  out balance_cents integer, out deposit_cents integer, out debts json)
language plpgsql stable as $$
begin
  select sum(d.cents) filter (where d.own), -sum(d.deposit) filter (where d.own),
         json_agg(json_build_object('library_id', coalesce(b.library_id, d.library_id)::text, 'on_day', c.on_day, 'cents', d.cents))
           filter (where d.cents <> 0 and c.entry_id is not null)
    into balance_cents, deposit_cents, debts
    from (select coalesce(e.charge_id, e.entry_id) as charge_id, a.library_id, a.patron_id = patron as own, sum(e.amount_cents)::integer as cents,
                 sum(e.amount_cents) filter (where e.charge_kind = 'deposit'
                   and (coalesce(r.kind, e.kind) in ('payment', 'payout') or coalesce(r.reason, e.reason) = 'credit_used')) as deposit
            from unnest(libraries, patrons) as s(library_id, patron_id)
            join finance.account a on a.library_id = s.library_id and a.patron_id = s.patron_id
            join finance.entry e on e.account_id = a.account_id left join finance.entry r on r.entry_id = e.reverses group by 1, 2, 3) d
    left join finance.entry c on c.entry_id = d.charge_id left join organisation.branch b on b.branch_id = c.branch_id;
end $$;

-- `card`: the one that was read; `restricted`: whether the record may be used for nothing but keeping it.
create or replace function circulation.patron_facts(p patrons.patron, day date, restricted boolean, card json) returns json
language plpgsql stable as $$
declare
  -- The records of one person in the libraries in scope, in one order: by an agreement a person may have more than one,
  -- and blocks and limits of a cooperation count them together.
  ids bigint[] := array[p.patron_id];
  libraries bigint[] := array[p.library_id];
  blocks json;
  debts json;
  balance integer;
  deposit integer;
  holds json;
  costs json;
  loans json;
begin
  if p.person_id is not null then
    select array_agg(s.patron_id), array_agg(s.library_id) into ids, libraries from patrons.patron s where s.person_id = p.person_id;
  end if;
  -- Which blocks hold here: the same as `holdsFor` (patrons/blocks/blocks.store.ts) asks of the lists.
  if exists (select from patrons.block b where b.patron_id = any (ids) and b.lifted_at is null) then
    blocks := (select json_agg(json_build_object('until', b.until, 'actions', b.actions, 'cause', b.cause) order by b.block_id)
                 from patrons.block b
                where b.patron_id = any (ids) and b.lifted_at is null and (b.until is null or b.until >= day)
                  and (b.cause is distinct from 'not_identified' or b.patron_id = p.patron_id)
                  and (b.reach = 'cooperation' or b.library_id = (select organisation.own_library())));
  end if;
  if exists (select from finance.account a where a.library_id = any (libraries) and a.patron_id = any (ids)) then
    select m.balance_cents, m.deposit_cents, m.debts into balance, deposit, debts from finance.of_person(p.patron_id, libraries, ids) m;
  end if;
  if exists (select from circulation.hold h where h.patron_id = p.patron_id and h.closed_at is null) then
    select json_agg(h.hold_id::text),
           json_agg(json_build_object('hold_id', h.hold_id::text, 'cents', h.pickup_cents)) filter (where h.pickup_cents > 0)
      into holds, costs from circulation.hold h where h.patron_id = p.patron_id and h.closed_at is null;
  end if;
  if exists (select from circulation.loan l where l.patron_id = any (ids) and l.returned_at is null) then
    loans := (select json_agg(json_build_object('item_id', l.item_id::text, 'item_type', l.item_type, 'title_id', l.title_id::text,
                       'branch_id', l.branch_id::text, 'item_library_id', l.item_library_id::text, 'lent_library_id', lb.library_id::text,
                       'due_on', l.due_on, 'claimed_on', l.claimed_on))
                from circulation.loan l join organisation.branch lb on lb.branch_id = l.branch_id
               where l.patron_id = any (ids) and l.returned_at is null);
  end if;
  return json_build_object(
    'patron_id', p.patron_id::text, 'library_id', p.library_id::text, 'membership_type', p.membership_type,
    'member_until', p.member_until, 'deceased', p.deceased, 'restricted', restricted, 'birth_on', p.birth_on, 'gender', p.gender,
    'postcode', p.postcode, 'keep_history', p.keep_history, 'card', card, 'blocks', coalesce(blocks, '[]'),
    'balance_cents', coalesce(balance, 0), 'debts', coalesce(debts, '[]'), 'deposit_cents', coalesce(deposit, 0),
    'holds', coalesce(holds, '[]'), 'pickup_costs', coalesce(costs, '[]'), 'loans', coalesce(loans, '[]'));
end $$;

-- The open loan of an item as the session sees it; with `borrower` also whom what is written of it is about, null where the
-- patron may not be seen. One to a patron whose library does not work with this one is told without them, and without whose.
create or replace function circulation.open_loan_facts(item bigint, borrower boolean) returns json
language plpgsql stable as $$
declare
  l record;
  person json;
begin
  select o.loan_id, o.library_id, o.patron_id, o.branch_id, o.lent_at, o.due_on, o.due_at, o.first_due_on, o.renewals, o.claimed_on, o.terms_id,
         t.version_id, t.resolved, lb.library_id as lent_library_id, ll.epoch
    into l
    from circulation.loan o join circulation.terms t on t.terms_id = o.terms_id
    join organisation.branch lb on lb.branch_id = o.branch_id join organisation.library ll on ll.library_id = lb.library_id
   where o.item_id = item and o.returned_at is null;
  if not found then return circulation.unseen_loan_facts(item); end if;
  if borrower then
    select json_build_object('patron_id', p.patron_id::text, 'library_id', p.library_id::text, 'membership_type', p.membership_type,
             'birth_on', p.birth_on, 'gender', p.gender, 'postcode', p.postcode, 'keep_history', p.keep_history)
      into person from patrons.patron p where p.patron_id = l.patron_id;
  end if;
  return json_build_object('loan_id', l.loan_id::text, 'library_id', l.library_id::text, 'patron_id', l.patron_id::text,
    'branch_id', l.branch_id::text, 'lent_library_id', l.lent_library_id::text, 'lent_epoch', l.epoch::text, 'lent_at', base.iso(l.lent_at),
    'due_on', l.due_on, 'due_at', base.iso(l.due_at), 'first_due_on', l.first_due_on, 'renewals', l.renewals, 'claimed_on', l.claimed_on,
    'terms_id', l.terms_id::text, 'version_id', l.version_id::text, 'resolved', l.resolved, 'borrower', person);
end $$;

-- `day`, `whose` and `whole`: how its queue is looked at. `named`: with what the desk calls it and what an event freezes of it.
create or replace function circulation.item_facts(i inventory.item, day date, whose bigint[], whole boolean, borrower boolean, named boolean)
returns json
language plpgsql stable as $$
declare
  s record;
  n record;
  loan json;
  names json;
  of_title json;
  q jsonb := circulation.queue_facts(i.item_id, day, whose, whole);
begin
  if named then
    select t.title, t.author, t.audience, t.language, b.name into n
      from cataloguing.title t, organisation.branch b where t.title_id = i.title_id and b.branch_id = i.branch_id;
    names := json_build_object('title', n.title, 'author', n.author, 'branch_name', n.name);
    of_title := json_build_object('audience', n.audience, 'language', n.language);
  end if;
  select c.status, c.branch_id, c.to_branch_id, c.due_on, c.due_at into s from circulation.item_status c where c.item_id = i.item_id;
  if s.status = 'on_loan' then loan := circulation.open_loan_facts(i.item_id, borrower); end if;
  return json_build_object(
    'item_id', i.item_id::text, 'barcode', i.barcode, 'library_id', i.library_id::text, 'title_id', i.title_id::text,
    'branch_id', i.branch_id::text, 'item_type', i.item_type, 'shelf', i.shelf, 'call_number', i.call_number,
    'price_cents', i.price_cents, 'loanable', i.loanable, 'state', i.state, 'note', i.note, 'note_when', i.note_when, 'note_ask', i.note_ask,
    'acquired_on', i.acquired_on, 'age_label', i.age_label,
    'status', coalesce(s.status, 'available'), 'at_branch_id', coalesce(s.branch_id, i.branch_id)::text,
    'to_branch_id', s.to_branch_id::text, 'due_on', s.due_on, 'due_at', base.iso(s.due_at), 'loan', loan,
    'hold', q -> 'held', 'queue', coalesce(q -> 'queue', '[]'), 'copies', coalesce(q -> 'copies', '[]'),
    'served', coalesce(q -> 'served', '[]'), 'policy', q -> 'policy', 'names', names, 'of_title', of_title);
end $$;

-- Whether an item of a library outside of those that work together was sent here for a hold.
create or replace function circulation.sent_here(item bigint) returns boolean
language plpgsql stable as $$
begin
  return exists (select from circulation.ibl_request r where r.item_id = item and r.state = 'sent' and r.library_id = organisation.own_library());
end $$;

do $$
declare
  f text;
begin
  foreach f in array array['finance.of_person(bigint, bigint[], bigint[])', 'circulation.patron_facts(patrons.patron, date, boolean, json)',
    'circulation.open_loan_facts(bigint, boolean)', 'circulation.item_facts(inventory.item, date, bigint[], boolean, boolean, boolean)',
    'circulation.sent_here(bigint)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to kaft_app, kaft_jobs, kaft_reader', f);
  end loop;
end $$;
