-- What the planner and the postman ask over all libraries: ids of libraries, and nothing of anybody.

-- The next batch of events that nobody can still slip in before: of identities that were given out but not yet
-- committed the transaction is younger than the oldest that runs. `libraries`: those whose readers may be told of it.
create or replace function messaging.news(after bigint, most integer, out upto bigint, out libraries bigint[])
language sql stable security definer set search_path = '' as $$
  with batch as materialized (
    select e.position, e.kind, e.source, e.hold_id, e.loan_id, e.undoes
      from circulation.event e
     where e.position > after and age(e.xmin) > age((pg_snapshot_xmin(pg_current_snapshot()))::xid)
     order by e.position limit most
  ), told as (
    select h.library_id from batch b join circulation.hold h on h.hold_id = b.hold_id
    union
    select l.library_id from batch b join circulation.loan l on l.loan_id = b.loan_id
     where b.kind = 'renewal' and b.source = 'job'
    union
    select m.library_id from batch b join messaging.message m on m.event_id = b.undoes and m.state = 'planned'
  )
  select (select max(position) from batch), coalesce((select array_agg(library_id order by library_id) from told), '{}')
$$;

-- Libraries with an e-mail to send now.
create or replace function messaging.waiting(at timestamptz) returns setof bigint
language sql stable security definer set search_path = '' as $$
  select distinct m.library_id from messaging.message m
    join organisation.library l on l.library_id = m.library_id and l.rests_since is null
   where m.state = 'planned' and m.channel = 'email' and m.not_before <= at order by 1
$$;
