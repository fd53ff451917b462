-- An identity card is a library card at once. Of its number only a keyed hash stands here (P23, P29); what screens show of
-- a card stands beside it, so that no statement takes the last characters of a hash for those of a card.
alter table patrons.card
  add column kind text not null default 'library' check (kind in ('library', 'eid')),
  -- After this day the card opens nothing. Of an identity card only where the library wants that, else null.
  add column expires_on date,
  add column tail text generated always as (case kind when 'library' then right(code, 4) else 'eID' end) stored;
select base.describe('patrons.card', $$
  kind       | library; identification; P54; row
  expires_on | library; identification; P54; row
  tail       | library; identification; P54; row
$$);
