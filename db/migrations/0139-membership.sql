-- What the kind of a membership is derived from beside age and address, why it ends, and why a fee is what it is.
alter table patrons.patron
  -- What the library calls someone who pays less: a teacher, a student.
  add column category text check (category ~ '^[a-z][a-z0-9_]{0,39}$'),
  -- The last day of a social tariff (kansentarief), and by what it was shown.
  add column social_until date,
  add column social_proof text check (social_proof in ('uitpas', 'paper')),
  add constraint patron_social check ((social_until is null) = (social_proof is null)),
  -- Somebody said that it ends, and is not renewed: since when that is known, why, and the last day of before, for who
  -- takes it back.
  add column end_reason text check (end_reason in ('asked', 'moved', 'deceased', 'unused', 'other')),
  add column end_said_on date,
  add column end_before date,
  add constraint patron_end check ((end_reason is null) = (end_said_on is null)),
  -- No letter goes out, nothing is renewed, nothing is lent.
  add column deceased boolean not null generated always as (coalesce(end_reason = 'deceased', false)) stored;
select base.describe('patrons.patron', $$
  category     | characteristic; functional; P54; row
  social_until | characteristic; functional; P54; row
  social_proof | characteristic; functional; P54; row
  end_reason   | library; functional; P54; row
  end_said_on  | library; functional; P54; row
  end_before   | library; functional; P54; row
  deceased     | library; functional; P54; row
$$);

alter table patrons.membership
  add column fee_because text check (fee_because in ('full', 'free', 'pro_rata', 'cooperation', 'age'));
select base.describe('patrons.membership', 'fee_because | library; functional; P54; row');

-- One bit for the own patron: whether somebody already paid for the same person in an agreement that shares the fee.
grant select (member_until) on patrons.patron to kaft_finder;
grant select on patrons.membership to kaft_finder;
