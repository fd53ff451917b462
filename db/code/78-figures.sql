-- Sums over libraries, for the job that protects them before anybody reads them.

-- Each area of a month: what it counts, how many libraries count something, and how many readers are behind it, in all and of the
-- library that has most of them. A library that was absorbed counts with the one that knows its figures now.
create or replace function statistics.sums(of_month date, regions jsonb)
returns table (area text, kind text, part text, n bigint, readers bigint, most_readers bigint, libraries bigint)
language sql stable security definer set search_path = '' as $$
  with own as (
    select coalesce(g.kept_id, f.library_id) as library_id, f.kind, f.part, sum(f.n) as n,
           case when bool_and(f.readers is not null) then sum(f.readers) end as readers
      from statistics.month_figure f
      left join moving.fusion g on g.absorbed_id = f.library_id and g.state in ('moving', 'moved', 'live', 'taking_back')
     where f.month = of_month
     group by 1, 2, 3),
  placed as (select o.*, regions ->> o.library_id::text as region from own o)
  select coalesce(p.region, '*'), p.kind, p.part, sum(p.n)::bigint,
         (case when bool_and(p.readers is not null) then sum(p.readers) end)::bigint, max(p.readers)::bigint, count(*) filter (where p.n > 0)
    from placed p
   group by grouping sets ((p.region, p.kind, p.part), (p.kind, p.part))
  having grouping(p.region) = 1 or p.region is not null
$$;

revoke all on function statistics.sums(date, jsonb) from public, kaft_app;
grant execute on function statistics.sums(date, jsonb) to kaft_jobs;

-- Whose figures a library has: its own, and those of libraries that became part of it.
create or replace function organisation.own_libraries() returns bigint[]
language sql stable set search_path = '' as $$
  select array_append(organisation.succeeded(organisation.own_library()), organisation.own_library())
$$;
drop policy if exists own on statistics.month_figure;
create policy own on statistics.month_figure to kaft_app, kaft_jobs
  using (library_id = any ((select organisation.own_libraries())::bigint[]));
