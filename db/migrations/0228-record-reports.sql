-- Errors in descriptions, told by a library to who keeps them. Of who told it only the library is known: it is about a record.

create table cataloguing.record_report (
  report_id bigint generated always as identity primary key,
  title_id bigint not null references cataloguing.title on delete cascade,
  library_id bigint not null references organisation.library,
  field text,
  says text not null,
  state text not null check (state in ('open', 'taken', 'mended', 'refused')),
  answer text,
  made_at timestamptz not null,
  changed_at timestamptz not null
);
create index record_report_title on cataloguing.record_report (title_id);
create index record_report_library on cataloguing.record_report (library_id, report_id);
create index record_report_open on cataloguing.record_report (report_id) where state in ('open', 'taken');
select base.describe('cataloguing.record_report', $$
  report_id  | none
  title_id   | none
  library_id | none
  field      | none
  says       | none
  state      | none
  answer     | none
  made_at    | none
  changed_at | none
$$);
grant select, insert, update on cataloguing.record_report to kaft_app;
grant select on cataloguing.record_report to kaft_jobs;
