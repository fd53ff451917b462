-- What staff suggest that their library buys. A title of the catalogue, or words as they were typed; nobody of the readers stands here.
create schema acquisitions;
grant usage on schema acquisitions to kaft_app, kaft_jobs;

create table acquisitions.purchase_suggestion (
  suggestion_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  -- For which branch.
  branch_id bigint not null references organisation.branch,
  -- A title that goes out of the catalogue leaves its words here.
  title_id bigint references cataloguing.title on delete set null,
  title text,
  author text,
  -- Thirteen digits.
  isbn text check (isbn ~ '^[0-9]{13}$'),
  because text not null check (because in ('asked', 'queue', 'no_items', 'replace', 'gap', 'other')),
  remark text,
  copies smallint not null check (copies between 1 and 99),
  -- How often it was proposed.
  asked integer not null default 1 check (asked > 0),
  proposed_by bigint,
  proposed_at timestamptz not null,
  state text not null default 'proposed' check (state in ('proposed', 'accepted', 'ordered', 'received', 'declined', 'withdrawn')),
  declined_because text check (declined_because in ('not_available', 'too_dear', 'no_budget', 'not_our_collection', 'have_another', 'elsewhere', 'other')),
  says text,
  decided_by bigint,
  decided_at timestamptz,
  ordered_at timestamptz,
  received_at timestamptz,
  changed_at timestamptz not null,
  version integer not null default 1,
  check (title is not null or isbn is not null),
  check ((declined_because is not null) = (state = 'declined')),
  check ((ordered_at is not null) = (state in ('ordered', 'received'))),
  check ((received_at is not null) = (state = 'received'))
);
create index purchase_suggestion_list on acquisitions.purchase_suggestion (library_id, state, suggestion_id);
create index purchase_suggestion_title on acquisitions.purchase_suggestion (title_id) where title_id is not null;
create index purchase_suggestion_isbn on acquisitions.purchase_suggestion (library_id, isbn) where isbn is not null;
select base.describe('acquisitions.purchase_suggestion', $$
  suggestion_id    | none
  library_id       | none
  branch_id        | none
  title_id         | none
  title            | none
  author           | none
  isbn             | none
  because          | none
  remark           | none
  copies           | none
  asked            | none
  proposed_by      | staff; administration; employment; null
  proposed_at      | none
  state            | none
  declined_because | none
  says             | none
  decided_by       | staff; administration; employment; null
  decided_at       | none
  ordered_at       | none
  received_at      | none
  changed_at       | none
  version          | none
$$);
alter table acquisitions.purchase_suggestion enable row level security;
alter table acquisitions.purchase_suggestion force row level security;
create policy owner on acquisitions.purchase_suggestion to kaft_owner using (true);
create policy own on acquisitions.purchase_suggestion to kaft_app, kaft_jobs
  using (library_id = (select organisation.own_library()));
-- What a library suggested comes over with its branches when it becomes part of another.
create policy fusion on acquisitions.purchase_suggestion to kaft_jobs
  using (library_id = any ((select organisation.absorbed())::bigint[]));
grant select, insert, update on acquisitions.purchase_suggestion to kaft_app;
grant select, update, delete on acquisitions.purchase_suggestion to kaft_jobs;
