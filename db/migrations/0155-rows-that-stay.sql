-- Each loan and each status told its library, branch and terms by foreign keys, and every desk of a library locked the
-- same few rows for it. Those rows cannot go: no role may delete them, and from here on nobody can. So what the keys
-- kept true stays true without asking at each scan.
create function base.refuse_removal() returns trigger language plpgsql set search_path = '' as $$
begin
  raise exception 'rows of %.% stay: others are told by them', tg_table_schema, tg_table_name using errcode = '23503';
end $$;

create trigger stays before delete or truncate on organisation.library for each statement execute function base.refuse_removal();
create trigger stays before delete or truncate on organisation.branch for each statement execute function base.refuse_removal();
create trigger stays before delete or truncate on circulation.terms for each statement execute function base.refuse_removal();
create trigger keeps_its_number before update of library_id on organisation.library for each statement execute function base.refuse_removal();
create trigger keeps_its_number before update of branch_id, library_id on organisation.branch for each statement execute function base.refuse_removal();
create trigger keeps_its_number before update of terms_id on circulation.terms for each statement execute function base.refuse_removal();

alter table circulation.loan
  drop constraint loan_library_id_fkey,
  drop constraint loan_item_library_id_fkey,
  drop constraint loan_branch_id_fkey,
  drop constraint loan_returned_branch_id_fkey,
  drop constraint loan_terms_id_fkey;
alter table circulation.item_status
  drop constraint item_status_branch_id_fkey,
  drop constraint item_status_to_branch_id_fkey;
