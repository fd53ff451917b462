-- No news any more, for whoever follows the link in a mail: without signing in (RFC 8058), and told nothing of anybody. The link
-- names the record under a key of the program; a record that became part of another leads to that one.
create or replace function patrons.stop_news(asked bigint, at text) returns void
language sql volatile security definer set search_path = '' as $$
  update patrons.patron p set news = false, version = p.version + 1,
         provenance = p.provenance || jsonb_build_object('news', jsonb_build_object('from', 'self', 'at', stop_news.at))
   where (p.patron_id = asked or p.patron_id = (select m.merged_into from patrons.patron m where m.patron_id = asked)) and p.news
$$;

-- Libraries whose campaigns are on their way. For jobs only.
create or replace function messaging.sending_libraries() returns setof bigint
language sql stable security definer set search_path = '' as $$
  select distinct c.library_id from messaging.campaign c where c.state = 'sending'
$$;
