-- How a measure stands on a day: without proof, found wanting, proved too long ago, or proved. Each witness is heard by itself: what
-- the doctor found wanting is mended when the doctor says so, whatever somebody typed since.
create or replace function privacy.proof_of(asked text, term_months integer, day date) returns text
language sql stable set search_path = '' as $$
  select case when count(*) = 0 then 'none'
              when bool_or(e.outcome = 'bad') then 'failed'
              when max(e.on_day) < (day - make_interval(months => term_months))::date then 'old'
              else 'fresh' end
    from (select distinct on (x.source) x.outcome, x.on_day from privacy.measure_evidence x
           where x.measure = asked and x.on_day <= day order by x.source, x.on_day desc, x.evidence_id desc) e
$$;
