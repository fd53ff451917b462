-- Evidence of measures has a witness (P13, P107): somebody who typed it, or the program where it saw it happen itself. What the
-- program writes cannot be typed: no session may name another witness than a person.
alter table privacy.measure_evidence add column source text not null default 'person'
  check (source in ('person', 'backup', 'doctor', 'night', 'tests'));
select base.describe('privacy.measure_evidence', $$
  source | none
$$);
create index measure_evidence_source on privacy.measure_evidence (measure, source, on_day desc, evidence_id desc);
drop index privacy.measure_evidence_measure;

-- So many months a proof counts; after that it is as if there was none.
alter table privacy.measure add column term_months integer not null default 12 check (term_months between 1 and 60);
select base.describe('privacy.measure', $$
  term_months | none
$$);

drop policy made on privacy.measure_evidence;
create policy made on privacy.measure_evidence for insert to kaft_app
  with check ((select organisation.for_privacy()) and source = 'person');
create policy witnessed on privacy.measure_evidence for insert to kaft_jobs with check (source <> 'person');
grant insert on privacy.measure_evidence to kaft_jobs;
create trigger stays before delete or truncate on privacy.measure_evidence for each statement execute function base.refuse_removal();

-- The night counts whose promise of confidentiality is of an older briefing.
create policy counted on organisation.briefing for select to kaft_jobs using (true);
grant select (version) on organisation.briefing to kaft_jobs;
