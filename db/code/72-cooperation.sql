-- What a cooperation opens or closes, in counts: never a name, an id or a title. Told to who works for the whole
-- consortium, who sees no patron at all; for a library's own patrons, to that library.

create or replace function organisation.may_count(library bigint) returns boolean
language sql stable set search_path = '' as $$
  select organisation.for_consortium() or organisation.own_library() = library
$$;

-- Patrons of a library: all whose records open, and of those the ones who are told, by the way in which.
create or replace function patrons.count_for_notice(library bigint, day date, out records integer, out by_email integer, out by_letter integer)
language plpgsql stable security definer set search_path = '' as $$
begin
  if not organisation.may_count(library) then return; end if;
  select count(*), count(*) filter (where told and mails), count(*) filter (where told and not mails)
    into records, by_email, by_letter
    from (select not p.deceased and (p.member_until is null or p.member_until >= day) as told,
                 p.message_channel = 'email' and p.email is not null as mails
            from patrons.patron p where p.library_id = library and p.merged_into is null) p;
end $$;

-- How far the word to the patrons of a library is. `waiting`: e-mail or letters that did not go yet.
create or replace function messaging.notice_progress(notice text, subject bigint, library bigint,
  out done boolean, out looked integer, out planned integer, out mails_waiting integer, out letters_waiting integer, out sent integer,
  out printed integer, out failed integer, out kept_back integer, out dropped integer, out last_at timestamptz)
language plpgsql stable security definer set search_path = '' as $$
begin
  if not organisation.may_count(library) then return; end if;
  select r.done_at is not null, r.looked, r.planned into done, looked, planned
    from messaging.notice_run r where r.library_id = library and r.kind = notice and r.subject_id = subject;
  select count(*) filter (where m.state = 'planned' and m.channel = 'email'), count(*) filter (where m.state = 'planned' and m.channel = 'letter'),
         count(*) filter (where m.state = 'sent' and m.printed_by is null), count(*) filter (where m.state = 'sent' and m.printed_by is not null),
         count(*) filter (where m.state = 'failed'), count(*) filter (where m.state = 'withdrawn'), count(*) filter (where m.state = 'dropped'),
         max(m.ended_at) filter (where m.state = 'sent')
    into mails_waiting, letters_waiting, sent, printed, failed, kept_back, dropped, last_at
    from messaging.message m where m.library_id = library and m.kind = notice and m.notice_id = subject;
  done := coalesce(done, false);
  looked := coalesce(looked, 0);
  planned := coalesce(planned, 0);
end $$;

-- What lies across the border between a library and those that it works with no longer: of its own patrons and items, in
-- counts and cents.
create or replace function circulation.count_across(library bigint, others bigint[], day date,
  out loans_elsewhere integer, out holds_elsewhere integer, out ready_elsewhere integer, out items_elsewhere integer,
  out on_the_way integer, out owed_cents bigint, out fee_once integer)
language plpgsql stable security definer set search_path = '' as $$
begin
  if not organisation.may_count(library) then return; end if;
  select count(*) into loans_elsewhere from circulation.loan l
   where l.library_id = library and l.returned_at is null and l.item_library_id = any (others);
  select count(*) filter (where h.state <> 'ready'), count(*) filter (where h.state = 'ready') into holds_elsewhere, ready_elsewhere
    from circulation.hold h join organisation.branch b on b.branch_id = h.pickup_branch_id
   where h.library_id = library and h.closed_at is null and b.library_id = any (others);
  select count(*) filter (where s.status <> 'in_transit'), count(*) filter (where s.status = 'in_transit') into items_elsewhere, on_the_way
    from circulation.item_status s join inventory.item i on i.item_id = s.item_id
    join organisation.branch b on b.branch_id = coalesce(s.to_branch_id, s.branch_id)
   where i.library_id = library and s.status <> 'on_loan' and b.library_id = any (others);
  select coalesce(sum(d.cents), 0) into owed_cents
    from (select coalesce(e.charge_id, e.entry_id) as charge_id, sum(e.amount_cents) as cents
            from finance.account a join finance.entry e on e.account_id = a.account_id
           where a.library_id = library group by 1 having sum(e.amount_cents) > 0) d
    join finance.entry c on c.entry_id = d.charge_id join organisation.branch b on b.branch_id = c.branch_id
   where b.library_id = any (others);
  select count(*) into fee_once from patrons.membership m
   where m.library_id = library and m.fee_because = 'cooperation' and day between m.starts_on and coalesce(m.ends_on, 'infinity');
end $$;

-- What came over by fusions, in counts and cents, to who works for the whole consortium.
create or replace function moving.fusion_came(fusions bigint[]) returns setof moving.fusion_tally
language sql stable security definer set search_path = '' as $$
  select t.* from moving.fusion_tally t where t.fusion_id = any (fusions) and organisation.for_consortium()
$$;
