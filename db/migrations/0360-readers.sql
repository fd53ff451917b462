-- A reader's own door: a password of their own, one-time links to set it, and sessions that see one person and nobody else.
-- What a reader's session reads and writes goes over a role of its own, `kaft_reader`: the policies of the staff's role say
-- nothing about it, and its policies say nothing about staff, so that neither can stand in for the other.

create table patrons.reader_login (
  library_id bigint not null references organisation.library,
  patron_id bigint not null references patrons.patron on delete cascade,
  password_hash text not null,
  set_at timestamptz not null,
  primary key (library_id, patron_id)
);
create index reader_login_patron on patrons.reader_login (patron_id);
select base.describe('patrons.reader_login', $$
  library_id    | none
  patron_id     | pseudonym; identification; P54; row
  password_hash | library; identification; P54; row
  set_at        | library; identification; P54; row
$$);

-- One-time links to the known e-mail address. The key in the link is made of the reference with a key of the server, so that
-- it stands in the mail and nowhere here.
create table patrons.reader_link (
  link_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  patron_id bigint not null references patrons.patron on delete cascade,
  reference uuid not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  -- Null where the reader asked for it; else who sent it from the desk.
  made_by bigint,
  unique (library_id, reference)
);
create index reader_link_patron on patrons.reader_link (patron_id);
create index reader_link_expires on patrons.reader_link (library_id, expires_at);
select base.describe('patrons.reader_link', $$
  link_id    | none
  library_id | none
  patron_id  | pseudonym; identification; D7; row
  reference  | pseudonym; identification; D7; row
  made_at    | none
  expires_at | none
  used_at    | none
  made_by    | staff; administration; D7; row
$$);

create table patrons.reader_session (
  session_id bigint generated always as identity primary key,
  secret_hash bytea not null unique,
  library_id bigint not null references organisation.library,
  patron_id bigint not null references patrons.patron on delete cascade,
  -- The branch under which its events are counted.
  branch_id bigint not null references organisation.branch,
  -- By which website it was opened; null: by the page of Kaft itself.
  website_id bigint,
  started_at timestamptz not null,
  -- Touched once a minute at the most: half an hour later it is over.
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index reader_session_patron on patrons.reader_session (patron_id);
create index reader_session_expires on patrons.reader_session (library_id, expires_at);
select base.describe('patrons.reader_session', $$
  session_id  | none
  secret_hash | none
  library_id  | none
  patron_id   | pseudonym; identification; D7; row
  branch_id   | none
  website_id  | none
  started_at  | library; identification; D7; row
  seen_at     | library; identification; D7; row
  expires_at  | none
  ended_at    | none
$$);

-- Who guesses rests: by a keyed hash of the card that was typed, whether it exists or not, so that resting tells nothing.
create unlogged table patrons.reader_rest (
  slot text primary key,
  tries smallint not null,
  last_at timestamptz not null,
  until timestamptz
);
create index reader_rest_last on patrons.reader_rest (last_at);
select base.describe('patrons.reader_rest', $$
  slot    | pseudonym; identification; D1; row
  tries   | none
  last_at | none
  until   | none
$$);

do $$
declare t text;
begin
  foreach t in array array['reader_login', 'reader_link', 'reader_session', 'reader_rest'] loop
    execute format('alter table patrons.%I enable row level security', t);
    execute format('alter table patrons.%I force row level security', t);
    execute format('create policy owner on patrons.%I to kaft_owner using (true)', t);
    execute format('create policy finder on patrons.%I to kaft_finder using (true)', t);
    execute format('grant select, insert, update, delete on patrons.%I to kaft_finder', t);
    if t <> 'reader_rest' then
      execute format('create policy scope on patrons.%I to kaft_app, kaft_jobs
        using (library_id = any ((select organisation.scope())::bigint[]))', t);
      execute format('grant select, delete on patrons.%I to kaft_jobs', t);
    end if;
  end loop;
end $$;
-- The desk sees whether there is a password and since when, sends links, and ends sessions; a hash it never sees.
grant select (library_id, patron_id, set_at), delete, update (patron_id) on patrons.reader_login to kaft_app;
grant update (library_id) on patrons.reader_login to kaft_jobs;
grant select (link_id, library_id, patron_id, made_at, expires_at, used_at, made_by, reference), insert on patrons.reader_link to kaft_app;
grant select (session_id, library_id, patron_id, website_id, started_at, seen_at, expires_at, ended_at), update (ended_at) on patrons.reader_session to kaft_app;

-- A link is told by mail only.
alter table messaging.message add column link_id bigint;
create index message_link on messaging.message (link_id) where link_id is not null;
select base.describe('messaging.message', 'link_id | none');
alter table messaging.message drop constraint message_kind_check;
alter table messaging.message add constraint message_kind_check check (kind in ('hold_ready', 'hold_moved', 'hold_expired', 'predue', 'reminder',
  'invoice', 'renewed', 'not_renewed', 'moved_in', 'cooperation', 'parting', 'fused', 'online_confirm', 'online_reminder', 'statement', 'breach',
  'campaign', 'reader_link'));
alter table messaging.message drop constraint message_about;
alter table messaging.message add constraint message_about check (title_id is not null or kind in ('moved_in', 'cooperation', 'parting', 'fused',
  'online_confirm', 'online_reminder', 'statement', 'breach', 'campaign', 'reader_link'));
alter table messaging.message add constraint message_link_check check ((kind = 'reader_link') = (link_id is not null));

-- What a reader's session is, to the policies of its own role. What these answer is written in db/code.
create function organisation.reader_patron() returns bigint language sql stable as $$ select null::bigint $$;
create function organisation.reader_library() returns bigint language sql stable as $$ select null::bigint $$;
create function organisation.reader_ids() returns bigint[] language sql stable as $$ select '{}'::bigint[] $$;

grant usage on schema base, organisation, patrons to kaft_reader;
grant select (library_id, code, name, active, epoch) on organisation.library to kaft_reader;
grant select (branch_id, library_id, code, name, address) on organisation.branch to kaft_reader;
do $$
declare t text;
begin
  foreach t in array array['patron', 'card', 'reader_session'] loop
    execute format('create policy reader on patrons.%I to kaft_reader using (patron_id = any ((select organisation.reader_ids())::bigint[]))', t);
  end loop;
end $$;
grant select on patrons.patron, patrons.card to kaft_reader;
grant select (session_id, library_id, patron_id, website_id, started_at, seen_at, expires_at, ended_at), update (ended_at) on patrons.reader_session to kaft_reader;
create policy reader on privacy.access_log for insert to kaft_reader
  with check (patron_id is null or patron_id = any ((select organisation.reader_ids())::bigint[]));
grant usage on schema privacy to kaft_reader;
grant insert on privacy.access_log to kaft_reader;

-- What the functions of this door read past the scope, each of one card or one session.
grant select (given_name, birth_on, email, merged_into, deceased) on patrons.patron to kaft_finder;
grant select on patrons.card, patrons.guardian_consent, organisation.setting, organisation.website, messaging.message to kaft_finder;
