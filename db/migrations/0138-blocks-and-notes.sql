-- What a block keeps from whom, where it holds, and how it is lifted; and who is shown a note.
alter table patrons.block
  add column actions text[] not null default '{loan,renewal,hold,internet}'
    check (cardinality(actions) > 0 and actions <@ '{loan,renewal,hold,internet}'),
  -- `library`: at the desks of this library only. `cooperation`: in every library that shares patrons with it, also where
  -- the same person has a record of their own.
  add column reach text not null default 'cooperation' check (reach in ('library', 'cooperation')),
  -- What the patron can do about it, where it does not follow from the cause.
  add column remedy text;
select base.describe('patrons.block', $$
  actions | library; functional; P54; row
  reach   | library; functional; P54; row
  remedy  | note; functional; P54; row
$$);

alter table patrons.note
  -- `desk`: as soon as the patron opens. `page`: on the page only. `roles`: on the page, to these roles.
  add column shown text not null default 'desk' check (shown in ('desk', 'page', 'roles')),
  add column roles text[] not null default '{}',
  add constraint note_roles check ((shown = 'roles') = (cardinality(roles) > 0));
select base.describe('patrons.note', $$
  shown | none
  roles | none
$$);
