-- What the pull list of a branch is decided from, told without anyone who waits. It looks at all who wait for what
-- stands here, as the return does: an agreement may put somebody first whom this session may not see.

-- The items on the shelf of a branch that somebody may wait for, the first of their queues, who looks for those
-- already, and what the policies of the items' libraries weigh. It walks from what is waited for to the items of the
-- one branch, and reads holds, claims and copies only of what stands there: 200,000 items cost what is waited for.
-- A miss stops counting when something happened to the item since, or after ninety days.
create or replace function circulation.pull_facts(branch bigint, at timestamptz, on_day date) returns json
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  own bigint;
  near bigint[];
  facts json;
begin
  select b.library_id into own from organisation.branch b where b.branch_id = branch and b.library_id = any (organisation.scope());
  if own is null then return null; end if;
  near := organisation.linked(own, false);
  with wanted as materialized (
    select h.title_id from circulation.hold h where h.state = 'waiting' and h.library_id = any (near)
    union
    select x.title_id from circulation.hold_title x join circulation.hold h on h.hold_id = x.hold_id and h.state = 'waiting'
     where x.library_id = any (near)
  ),
  -- Ids only, from the index: whatever else there is to know is read of what is not out.
  home as materialized (
    select i.item_id from wanted w join inventory.item i on i.branch_id = branch and i.title_id = w.title_id and i.state = 'in_use' and i.loanable
  ),
  found as materialized (
    select i.item_id, s.since from home i left join circulation.item_status s on s.item_id = i.item_id
     where coalesce(s.status, 'available') = 'available' and coalesce(s.branch_id, branch) = branch
    union all
    select s.item_id, s.since from circulation.item_status s join inventory.item i on i.item_id = s.item_id and i.state = 'in_use' and i.loanable
     where s.branch_id = branch and s.status = 'available' and s.astray and i.branch_id <> branch
  ),
  here as materialized (
    select i.item_id, i.title_id, i.library_id, i.branch_id, i.acquired_on, i.barcode, i.item_type, i.shelf, i.call_number, o.place,
           coalesce(m.tries, 0) as tries
      from found f join inventory.item i on i.item_id = f.item_id
      left join circulation.shelf_order o on o.branch_id = branch and o.shelf = i.shelf
      left join circulation.pull_miss m on m.item_id = i.item_id and m.last_at > coalesce(f.since, '-infinity') and m.last_at > pull_facts.at - interval '90 days'
     where coalesce(m.hidden_until, '-infinity') <= pull_facts.at
  ),
  titles as materialized (select i.title_id, count(*) as items from here i group by i.title_id),
  claims as materialized (
    select c.hold_id, h.title_id, c.branch_id, c.claimed_by, c.until
      from circulation.pull_claim c join circulation.hold h on h.hold_id = c.hold_id where c.until > pull_facts.at and c.library_id = any (near)
  ),
  -- Who is looked for already takes nobody's place among the first.
  asked as materialized (
    select array_agg(t.title_id) as titles, array_agg((t.items + coalesce(k.n, 0))::integer) as most
      from titles t left join (select c.title_id, count(*) as n from claims c group by c.title_id) k on k.title_id = t.title_id
  ),
  line as materialized (
    select q.* from asked a cross join lateral circulation.line_heads(a.titles, a.most, (select array_agg(i.item_id) from here i), on_day) q
  ),
  owners as materialized (
    select l.library_id, organisation.linked(l.library_id, false) as patrons, organisation.linked(l.library_id, true) as carried, s.value as policy,
           coalesce((s.value #>> '{wait_days,branch}')::integer + (s.value #>> '{wait_days,library}')::integer > 0 or s.value ->> 'share_percent' is not null, false) as counts
      from (select distinct i.library_id from here i) l
      left join organisation.setting s on s.library_id = l.library_id and s.key = 'holds.allocation'
  ),
  -- Copies are counted only where a policy leaves holds to nearer items, or shares items out.
  counted as materialized (select distinct i.title_id, i.library_id from here i join owners w on w.library_id = i.library_id and w.counts)
  select json_build_object(
    'own', own::text,
    'items', coalesce((select json_agg(json_build_object('item_id', i.item_id::text, 'title_id', i.title_id::text, 'library_id', i.library_id::text,
        'branch_id', i.branch_id::text, 'acquired_on', i.acquired_on, 'barcode', i.barcode, 'item_type', i.item_type, 'shelf', i.shelf,
        'call_number', i.call_number, 'place', i.place, 'tries', i.tries) order by i.title_id, i.barcode, i.item_id) from here i), '[]'),
    'owners', coalesce((select json_agg(json_build_object('library_id', w.library_id::text, 'patrons', w.patrons::text[], 'carried', w.carried::text[],
        'policy', w.policy)) from owners w), '[]'),
    'queue', coalesce((select json_agg(json_build_object('title_id', q.title_id::text, 'hold_id', q.hold_id::text, 'library_id', q.library_id::text,
        'pickup_branch_id', q.pickup_branch_id::text, 'pickup_library_id', pb.library_id::text,
        'placed_on', (q.placed_at at time zone 'Europe/Brussels')::date, 'suspended_until', q.suspended_until, 'expires_on', q.expires_on,
        'wanted_item_id', q.wanted_item_id::text, 'after_open', q.after_open) order by q.title_id, q.placed_at, q.hold_id)
      from line q join organisation.branch pb on pb.branch_id = q.pickup_branch_id), '[]'),
    'claims', coalesce((select json_agg(json_build_object('hold_id', c.hold_id::text, 'branch_id', c.branch_id::text, 'claimed_by', c.claimed_by::text,
        'until', base.iso(c.until))) from claims c
      where c.hold_id in (select q.hold_id from line q)), '[]'),
    'copies', coalesce((select json_agg(json_build_object('title_id', c.title_id::text, 'owner_id', c.owner_id::text, 'branch_id', c.branch_id::text,
        'library_id', c.library_id::text, 'items', c.items, 'free', 0))
      from (select k.title_id, k.library_id as owner_id, o.branch_id, o.library_id, count(*)::integer as items
              from counted k join owners w on w.library_id = k.library_id
              join inventory.item o on o.title_id = k.title_id and o.state = 'in_use' and o.loanable and o.library_id = any (w.carried)
             group by k.title_id, k.library_id, o.branch_id, o.library_id) c), '[]'),
    'served', coalesce((select json_agg(json_build_object('title_id', c.title_id::text, 'owner_id', c.owner_id::text, 'library_id', c.library_id::text,
        'items', c.items))
      from (select k.title_id, k.library_id as owner_id, coalesce(l.library_id, h.library_id) as library_id, count(*)::integer as items
              from counted k join inventory.item o on o.title_id = k.title_id and o.library_id = k.library_id
              join circulation.item_status s on s.item_id = o.item_id
              left join circulation.loan l on l.loan_id = s.loan_id left join circulation.hold h on h.hold_id = s.hold_id
             where coalesce(l.library_id, h.library_id) is not null
             group by k.title_id, k.library_id, coalesce(l.library_id, h.library_id)) c), '[]'))
    into facts;
  return facts;
end $$;

revoke all on function circulation.pull_facts(bigint, timestamptz, date) from public;
grant execute on function circulation.pull_facts(bigint, timestamptz, date) to kaft_app, kaft_jobs, kaft_finder;
alter function circulation.pull_facts(bigint, timestamptz, date) owner to kaft_finder;
