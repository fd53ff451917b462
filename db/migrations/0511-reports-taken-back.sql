-- A report about a description that was sent by mistake is taken back by the library that sent it, while nobody took it on.
alter table cataloguing.record_report drop constraint record_report_state_check;
alter table cataloguing.record_report
  add constraint record_report_state_check check (state in ('open', 'taken', 'mended', 'refused', 'withdrawn'));
