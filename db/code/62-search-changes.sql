-- Programs that keep the search rows in memory are told what changed (`cataloguing/memory`).
create or replace function cataloguing.note_search_change() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into cataloguing.search_change (title_id, made_by, made_at)
    select c.title_id, pg_current_xact_id(), clock_timestamp() from (select distinct x.title_id from changed x) as c;
  return null;
end $$;

-- By statement: what changes a thousand rows tells so once.
create or replace function cataloguing.tell_search_changes() returns void
language plpgsql security definer set search_path = '' as $$
begin
  create or replace trigger search_rows_came after insert on cataloguing.title_search
    referencing new table as changed for each statement execute function cataloguing.note_search_change();
  create or replace trigger search_rows_changed after update on cataloguing.title_search
    referencing new table as changed for each statement execute function cataloguing.note_search_change();
  create or replace trigger search_rows_went after delete on cataloguing.title_search
    referencing old table as changed for each statement execute function cataloguing.note_search_change();
end $$;
revoke all on function cataloguing.tell_search_changes() from public, kaft_app;
select cataloguing.tell_search_changes();
