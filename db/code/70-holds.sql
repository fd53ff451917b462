-- The queue of an item, told without anyone who waits. Row-level security hides the holds of libraries that this
-- session shares no patrons with, and an agreement between two others may put one of those first. So these look at
-- all of them, answer ids and places, never a patron, and move a hold only together with an item in the hand.

-- Whoever may be chosen from the queues of some titles on a day. What tells two holds of one library for one pickup
-- branch apart is only who waited longer, whatever the policy says: so of each such pair the first `most` who can be
-- served suffice to choose `most` items' readers, and the index gives them without reading the others. Holds for
-- any of several titles, and those for one item, are few and come along whole. A reader whose data are kept only (AVG art. 18) keeps
-- the place, and gets nothing meanwhile: like a hold that rests, since nobody else may read why.
create or replace function circulation.line_heads(titles bigint[], most integer[], items bigint[], on_day date)
returns table (title_id bigint, hold_id bigint, library_id bigint, pickup_branch_id bigint, placed_at timestamptz, suspended_until date,
  expires_on date, wanted_item_id bigint, after_open boolean)
-- The index has each pair in the order of waiting; where few wait the planner would rather sort.
language sql stable set search_path = '' set enable_sort = off as $$
  with recursive pair as (
    select t.title_id, t.most, f.library_id, f.pickup_branch_id
      from unnest(titles, most) as t(title_id, most)
     cross join lateral (select h.library_id, h.pickup_branch_id from circulation.hold h
                          where h.state = 'waiting' and h.title_id = t.title_id order by h.library_id, h.pickup_branch_id limit 1) f
    union all
    select p.title_id, p.most, n.library_id, n.pickup_branch_id
      from pair p
     cross join lateral (select h.library_id, h.pickup_branch_id from circulation.hold h
                          where h.state = 'waiting' and h.title_id = p.title_id and (h.library_id, h.pickup_branch_id) > (p.library_id, p.pickup_branch_id)
                          order by h.library_id, h.pickup_branch_id limit 1) n
  ), line as (
    select p.title_id, f.hold_id, f.library_id, f.pickup_branch_id, f.placed_at, f.suspended_until, f.expires_on, f.wanted_item_id
      from pair p
     cross join lateral (
       select h.* from circulation.hold h
        where h.state = 'waiting' and h.title_id = p.title_id and h.library_id = p.library_id and h.pickup_branch_id = p.pickup_branch_id
          and h.wanted_item_id is null and coalesce(h.suspended_until <= on_day, true) and coalesce(h.expires_on >= on_day, true)
          and not exists (select from privacy.restriction r where r.patron_id = h.patron_id and r.lifted_at is null and 'functional' = any (r.purposes))
          and (h.after_hold_id is null or not exists (select from circulation.hold a where a.hold_id = h.after_hold_id and a.closed_at is null))
        order by h.placed_at, h.hold_id limit p.most) f
    union all
    select h.title_id, h.hold_id, h.library_id, h.pickup_branch_id, h.placed_at, h.suspended_until, h.expires_on, h.wanted_item_id
      from circulation.hold h
     where h.state = 'waiting' and h.wanted_item_id = any (items) and h.title_id = any (titles)
       and coalesce(h.suspended_until <= on_day, true) and coalesce(h.expires_on >= on_day, true)
       and not exists (select from privacy.restriction r where r.patron_id = h.patron_id and r.lifted_at is null and 'functional' = any (r.purposes))
       and (h.after_hold_id is null or not exists (select from circulation.hold a where a.hold_id = h.after_hold_id and a.closed_at is null))
    union all
    select x.title_id, h.hold_id, h.library_id, h.pickup_branch_id, h.placed_at, h.suspended_until, h.expires_on, h.wanted_item_id
      from circulation.hold_title x join circulation.hold h on h.hold_id = x.hold_id
     where h.state = 'waiting' and x.title_id = any (titles) and h.title_id <> x.title_id
       and coalesce(h.suspended_until <= on_day, true) and coalesce(h.expires_on >= on_day, true)
       and not exists (select from privacy.restriction r where r.patron_id = h.patron_id and r.lifted_at is null and 'functional' = any (r.purposes))
       and (h.after_hold_id is null or not exists (select from circulation.hold a where a.hold_id = h.after_hold_id and a.closed_at is null))
  )
  select l.*, false from line l
$$;

-- The queue of a title whole, or the part of it that some patrons of the scope have, whether they can be served or not.
create or replace function circulation.whole_line(title bigint, whose bigint[])
returns table (title_id bigint, hold_id bigint, library_id bigint, pickup_branch_id bigint, placed_at timestamptz, suspended_until date,
  expires_on date, wanted_item_id bigint, after_open boolean)
language sql stable set search_path = '' as $$
  select whole_line.title, h.hold_id, h.library_id, h.pickup_branch_id, h.placed_at,
         case when exists (select from privacy.restriction r where r.patron_id = h.patron_id and r.lifted_at is null and 'functional' = any (r.purposes))
              then date '9999-12-31' else h.suspended_until end, h.expires_on, h.wanted_item_id,
         h.after_hold_id is not null and exists (select from circulation.hold a where a.hold_id = h.after_hold_id and a.closed_at is null)
    from (select w.* from circulation.hold w where w.title_id = whole_line.title and w.state = 'waiting'
          union all
          select w.* from circulation.hold_title x join circulation.hold w on w.hold_id = x.hold_id
           where x.title_id = whole_line.title and w.state = 'waiting' and w.title_id <> whole_line.title) h
   where whose is null or (h.patron_id = any (whose) and h.library_id = any ((select organisation.scope())::bigint[]))
$$;

drop function if exists circulation.queue_facts(bigint);
-- Everything that choosing among the holds of an item hangs on: who waits, what was promised to whom, where copies
-- are, and the policy of the item's library. Null when nobody waits and nobody was promised it. Of the queue come
-- those who may be chosen while copies are free elsewhere, with the holds of `whose`; or all, for who asks why.
create or replace function circulation.queue_facts(item bigint, on_day date, whose bigint[], whole boolean) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  it record;
  held jsonb;
  policy jsonb;
  copies jsonb;
  most integer;
  patrons bigint[];
  carried bigint[];
begin
  -- One look tells most items apart: nobody waits and nobody was promised it. An item serves one hold at a time: one
  -- that was promised it is served also where the item's status lost that.
  select i.item_id, i.title_id, i.library_id,
         coalesce(s.hold_id, (select p.hold_id from circulation.hold p where p.item_id = i.item_id and p.state in ('in_transit', 'ready'))) as hold_id,
         exists (select from circulation.hold h where h.title_id = i.title_id and h.state = 'waiting')
           or exists (select from circulation.hold_title x join circulation.hold h on h.hold_id = x.hold_id
                       where x.title_id = i.title_id and h.state = 'waiting') as waited_for
    into it
    from inventory.item i left join circulation.item_status s on s.item_id = i.item_id
   where i.item_id = queue_facts.item;
  if it.item_id is null or (it.hold_id is null and not it.waited_for) then return null; end if;
  -- Asked only where there is something to tell.
  if not circulation.in_hands(item) then return null; end if;
  if it.hold_id is not null then
    select jsonb_build_object('hold_id', h.hold_id::text, 'library_id', h.library_id::text, 'pickup_branch_id', h.pickup_branch_id::text,
             'state', h.state, 'hold_code', h.hold_code, 'ready_until', h.ready_until) into held
      from circulation.hold h where h.hold_id = it.hold_id;
  end if;
  -- Nobody to choose among: what is promised is all there is to know.
  if not it.waited_for then
    return case when held is not null then jsonb_build_object('held', held) end;
  end if;
  patrons := organisation.linked(it.library_id, false);
  carried := organisation.linked(it.library_id, true);
  policy := (select s.value from organisation.setting s where s.library_id = it.library_id and s.key = 'holds.allocation');
  select coalesce(jsonb_agg(c), '[]'), coalesce(sum(c.free), 0) + 1 into copies, most
    from (select o.branch_id::text as branch_id, o.library_id::text as library_id, count(*)::integer as items,
                 count(*) filter (where o.item_id <> it.item_id and coalesce(s.status, 'available') = 'available')::integer as free
            from inventory.item o left join circulation.item_status s on s.item_id = o.item_id
           where o.title_id = it.title_id and o.state = 'in_use' and o.loanable and o.library_id = any (carried)
           group by o.branch_id, o.library_id order by 1) c;
  -- The own holds take nobody else's place among those who come.
  if whose is not null then
    most := most + (select count(*) from circulation.hold h where h.patron_id = any (whose) and h.closed_at is null);
  end if;
  return jsonb_build_object(
    'held', held,
    'policy', policy,
    'queue', coalesce((
      select jsonb_agg(jsonb_build_object('hold_id', q.hold_id::text, 'library_id', q.library_id::text, 'pickup_branch_id', q.pickup_branch_id::text,
               'pickup_library_id', pb.library_id::text, 'placed_on', (q.placed_at at time zone 'Europe/Brussels')::date,
               'suspended_until', q.suspended_until, 'expires_on', q.expires_on, 'wanted_item_id', q.wanted_item_id::text, 'after_open', q.after_open)
               order by q.placed_at, q.hold_id)
        from (select * from circulation.line_heads(array[it.title_id], array[most], array[it.item_id], on_day) where not whole
              union
              select * from circulation.whole_line(it.title_id, case when whole then null else whose end) where whole or whose is not null) q
        join organisation.branch pb on pb.branch_id = q.pickup_branch_id
       where q.library_id = any (patrons) and pb.library_id = any (carried)), '[]'),
    'copies', copies,
    -- Who has what of the others is weighed only where no library may have more than its share.
    'served', case when policy ->> 'share_percent' is null and not whole then '[]' else coalesce((
      select jsonb_agg(c) from (
        select coalesce(l.library_id, h.library_id)::text as library_id, count(*)::integer as items
          from inventory.item o join circulation.item_status s on s.item_id = o.item_id
          left join circulation.loan l on l.loan_id = s.loan_id left join circulation.hold h on h.hold_id = s.hold_id
         where o.title_id = it.title_id and o.library_id = it.library_id and o.item_id <> it.item_id and coalesce(l.library_id, h.library_id) is not null
         group by 1 order by 1) c), '[]') end);
end $$;

-- Moves a hold together with the item in the hand: caught and on its way, ready, or waiting again. A hold that was
-- caught by another item meanwhile (one hold may wait for several titles) raises KF003, and the desk decides again.
create or replace function circulation.move_hold(hold bigint, item bigint, into_state text, code text, at timestamptz, until date) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  n integer;
begin
  perform from inventory.item i
    where i.item_id = move_hold.item
      and (i.library_id = any (organisation.scope())
        or exists (select from circulation.ibl_request r where r.item_id = i.item_id and r.state = 'sent' and r.library_id = any (organisation.scope())));
  if not found then
    raise exception 'only an item in the hand moves a hold' using errcode = '42501';
  end if;
  if into_state = 'waiting' then
    update circulation.hold h set state = 'waiting', item_id = null, hold_code = null, ready_at = null, ready_until = null
     where h.hold_id = move_hold.hold and h.item_id = move_hold.item and h.state in ('in_transit', 'ready');
  else
    update circulation.hold h
       set state = into_state, item_id = move_hold.item, ready_until = until,
           hold_code = case when into_state = 'ready' then circulation.shelf_code(move_hold.hold, code) end,
           ready_at = case when into_state = 'ready' then move_hold.at end
      from inventory.item i
     where h.hold_id = move_hold.hold and i.item_id = move_hold.item
       and (h.state = 'waiting' or (h.state in ('in_transit', 'ready') and h.item_id = move_hold.item))
       -- Not any hold whatever: one that waits for this title, at a library that works with the item's or asked it.
       and (h.title_id = i.title_id or exists (select from circulation.hold_title x where x.hold_id = h.hold_id and x.title_id = i.title_id))
       and (h.library_id = any (organisation.linked(i.library_id, false)) or h.item_id = i.item_id
         or exists (select from circulation.ibl_request r where r.hold_id = h.hold_id and r.lender_library_id = i.library_id and r.state in ('asked', 'sent')));
  end if;
  get diagnostics n = row_count;
  if n <> 1 then
    raise exception 'the hold was caught by another item meanwhile' using errcode = 'KF003';
  end if;
end $$;

-- Libraries whose patrons may be served from the same items as those of a library: whom a place in the queue counts.
create or replace function circulation.competitors(titles bigint[], library bigint, on_day date) returns bigint[]
language sql stable set search_path = '' as $$
  select array(
    select competitors.library
    union
    select o.library_id
      from (select distinct i.library_id from inventory.item i where i.title_id = any (titles) and i.state in ('in_use', 'on_order')
              and i.library_id = any (organisation.linked(competitors.library, false))) own
      join organisation.agreement_member m on m.library_id = own.library_id
      join organisation.agreement a on a.agreement_id = m.agreement_id
      join organisation.agreement_member o on o.agreement_id = a.agreement_id
     where a.shares_patrons and a.ended_at is null and on_day between a.starts_on and coalesce(a.ends_on, 'infinity')
       and m.left_at is null and on_day between m.joined_on and coalesce(m.left_on, 'infinity')
       and o.left_at is null and on_day between o.joined_on and coalesce(o.left_on, 'infinity'))
$$;

-- Whether the item that a cancelled hold of the own had caught still waits for it, and nobody was given its place on the shelf: a reader sees no
-- other hold.
create or replace function circulation.still_kept(asked_hold bigint) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from circulation.hold h
      join circulation.item_status s on s.item_id = h.item_id and s.hold_id = h.hold_id and s.status in ('hold_shelf', 'in_transit')
     where h.hold_id = asked_hold and h.patron_id = any ((select organisation.reader_ids())::bigint[])
       and not exists (select from circulation.hold o where o.state = 'ready' and o.pickup_branch_id = h.pickup_branch_id and o.hold_code = h.hold_code))
$$;

-- The queue of titles as a library stands in it, first come first: ids, branches and days, nobody who waits.
create or replace function circulation.title_queue(titles bigint[], library bigint, on_day date)
returns table (hold_id bigint, library_id bigint, pickup_branch_id bigint, placed_at timestamptz, suspended_until date, active boolean)
language plpgsql stable security definer set search_path = '' as $$
declare
  rivals bigint[];
begin
  if not library = any (organisation.scope()) then return; end if;
  rivals := circulation.competitors(titles, library, on_day);
  return query
    select q.hold_id, q.library_id, q.pickup_branch_id, q.placed_at, q.suspended_until,
           coalesce(q.suspended_until <= on_day, true)
             and not exists (select from privacy.restriction r where r.patron_id = q.patron_id and r.lifted_at is null and 'functional' = any (r.purposes))
             and not (q.after_hold_id is not null and exists (select from circulation.hold p where p.hold_id = q.after_hold_id and p.closed_at is null))
      from (select h.* from circulation.hold h where h.title_id = any (titles) and h.state = 'waiting'
            union
            select h.* from circulation.hold_title x join circulation.hold h on h.hold_id = x.hold_id where x.title_id = any (titles) and h.state = 'waiting') q
     where q.library_id = any (rivals)
     order by q.placed_at, q.hold_id;
end $$;

-- The place of a hold: one more than the holds that wait before it for any of its titles and get something now.
create or replace function circulation.hold_place(hold bigint, on_day date) returns table (place integer, waiting integer)
language plpgsql stable security definer set search_path = '' as $$
declare
  mine record;
  titles bigint[];
begin
  select h.hold_id, h.library_id, h.title_id, h.placed_at, h.state into mine
    from circulation.hold h where h.hold_id = hold_place.hold and h.library_id = any (organisation.scope());
  if mine.hold_id is null then return; end if;
  titles := array(select mine.title_id union select x.title_id from circulation.hold_title x where x.hold_id = mine.hold_id);
  return query
    select case when mine.state = 'waiting'
             then 1 + count(*) filter (where q.active and (q.placed_at, q.hold_id) < (mine.placed_at, mine.hold_id))::integer end,
           count(*)::integer
      from circulation.title_queue(titles, mine.library_id, on_day) q;
end $$;

-- A request between libraries as either side may know it: what is asked, where it goes, whether it is still wanted.
create or replace function circulation.ibl_facts(ibl bigint)
returns table (ibl_id bigint, hold_id bigint, title_id bigint, lender_library_id bigint, state text, pickup_branch_id bigint, wanted boolean, until date)
language sql stable security definer set search_path = '' as $$
  select r.ibl_id, r.hold_id, r.title_id, r.lender_library_id, r.state, h.pickup_branch_id, h.state = 'waiting' and h.ibl_until is not null, h.ibl_until
    from circulation.ibl_request r join circulation.hold h on h.hold_id = r.hold_id
   where r.ibl_id = ibl_facts.ibl
     and (r.lender_library_id = (select organisation.own_library()) or r.library_id = any ((select organisation.scope())::bigint[]))
$$;

-- The answer of the library that is asked: it sends an item, and nobody else is asked any more; or it says no, and
-- the next library is asked, whose id is answered. When none is left the request is over that night.
create or replace function circulation.answer_ibl(ibl bigint, item bigint, at timestamptz, by_staff bigint) returns bigint
language plpgsql volatile security definer set search_path = '' as $$
declare
  r record;
  next_one record;
begin
  update circulation.ibl_request q
     set state = case when item is null then 'refused' else 'sent' end, item_id = answer_ibl.item, answered_at = answer_ibl.at, answered_by = by_staff
   where q.ibl_id = answer_ibl.ibl and q.state = 'asked' and q.lender_library_id = organisation.own_library()
  returning q.hold_id into r;
  if not found then raise exception 'the request was answered meanwhile' using errcode = 'KF003'; end if;
  if item is not null then
    update circulation.ibl_request q set state = 'withdrawn' where q.hold_id = r.hold_id and q.state in ('planned', 'asked');
    update circulation.hold h set ibl_until = null where h.hold_id = r.hold_id;
    return null;
  end if;
  update circulation.ibl_request q set state = 'asked', asked_at = answer_ibl.at
   where q.ibl_id = (select n.ibl_id from circulation.ibl_request n where n.hold_id = r.hold_id and n.state = 'planned' order by n.turn, n.ibl_id limit 1)
  returning q.lender_library_id into next_one;
  if found then return next_one.lender_library_id; end if;
  update circulation.hold h set ibl_until = (answer_ibl.at at time zone 'Europe/Brussels')::date - 1
   where h.hold_id = r.hold_id and h.ibl_until is not null;
  return null;
end $$;

do $$
declare
  f text;
begin
  foreach f in array array[
    'circulation.queue_facts(bigint, date, bigint[], boolean)', 'circulation.move_hold(bigint, bigint, text, text, timestamptz, date)',
    'circulation.title_queue(bigint[], bigint, date)', 'circulation.hold_place(bigint, date)',
    'circulation.still_kept(bigint)', 'circulation.ibl_facts(bigint)', 'circulation.answer_ibl(bigint, bigint, timestamptz, bigint)'
  ] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to kaft_app, kaft_jobs, kaft_finder', f);
    execute format('alter function %s owner to kaft_finder', f);
  end loop;
  -- Steps of those above, for their owner alone.
  foreach f in array array[
    'circulation.competitors(bigint[], bigint, date)', 'circulation.line_heads(bigint[], integer[], bigint[], date)',
    'circulation.whole_line(bigint, bigint[])'
  ] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to kaft_finder', f);
  end loop;
end $$;
