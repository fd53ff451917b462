-- Which of these titles somebody awaits, at whichever library: a title must not go because its queue cannot be seen from here.
-- It tells the title and nothing else.
create or replace function circulation.awaited_titles(asked bigint[]) returns setof bigint
language sql stable security definer set search_path = '' as $$
  select distinct h.title_id from circulation.hold h where h.title_id = any (asked) and h.closed_at is null
$$;
do $$ begin
  revoke all on function circulation.awaited_titles(bigint[]) from public;
  grant execute on function circulation.awaited_titles(bigint[]) to kaft_app, kaft_jobs, kaft_finder;
  alter function circulation.awaited_titles(bigint[]) owner to kaft_finder;
end $$;
