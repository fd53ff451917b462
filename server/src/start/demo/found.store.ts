import { type Query, sql } from '../../base/sql.ts'

// The demonstration is written as a whole, as the owner: libraries, accounts and patrons that nobody registered. What
// happens at the desk is not written here; it goes through the operations of the contract.

const json = (rows: readonly object[]): string => JSON.stringify(rows)

export const installationQuery = sql`select base.iso(made_at) as made_at, demo_loaded_at is not null as loaded from base.installation`
export const loadedQuery = sql`update base.installation set demo_loaded_at = now() where demo_loaded_at is null`
/** Two starts at once on one database: the second waits, and finds the demonstration loaded. */
export const lockDemo = sql`select pg_advisory_lock(hashtextextended('kaft demo', 0)) is null as locked`
export const unlockDemo = sql`select pg_advisory_unlock(hashtextextended('kaft demo', 0))`
export const foundedQuery = (codes: readonly string[]): Query =>
  sql`select exists (select from organisation.library where code = any (${codes}::text[])) as founded`

/** Events of the past months need their partitions too. */
export const makePartitions = (day: string): Query => sql`select circulation.make_partitions(${day}::date)`

export const insertLibraries = (rows: readonly { code: string; name: string }[]): Query => sql`
  with made as (insert into organisation.library (code, name, active)
    select code, name, true from jsonb_to_recordset(${json(rows)}::jsonb) as x(code text, name text) returning library_id, code),
  agreed as (insert into organisation.participation (library_id, reference, version, signed_on, starts_on, ends_on, made_at)
    select m.library_id, 'SO ' || m.code, v.*, now() from made m
     cross join (values ('1', date '2018-12-03', date '2019-01-01', date '2023-12-31'), ('2', '2023-11-20', '2024-01-01', null)) v)
  insert into patrons.number_leave (library_id, reference, from_on, changed_at)
  select library_id, 'Beslissing 9/2020', '2020-02-10', now() from made`

export const insertBranches = (
  rows: readonly { library: string; code: string; name: string; address: string }[],
): Query => sql`
  insert into organisation.branch (library_id, code, name, address)
  select l.library_id, x.code, x.name, x.address
    from jsonb_to_recordset(${json(rows)}::jsonb) as x(library text, code text, name text, address text)
    join organisation.library l on l.code = x.library order by x.code`

export const insertHours = (
  rows: readonly { branch: string; weekday: number; opens: string; closes: string }[],
): Query => sql`
  insert into organisation.opening_hours (branch_id, weekday, opens, closes)
  select b.branch_id, x.weekday, x.opens, x.closes
    from jsonb_to_recordset(${json(rows)}::jsonb) as x(branch text, weekday smallint, opens time, closes time)
    join organisation.branch b on b.code = x.branch`

export const insertDays = (
  rows: readonly { branch: string; on_day: string; type: string; note: string }[],
): Query => sql`
  insert into organisation.exceptional_day (branch_id, on_day, type, note)
  select b.branch_id, x.on_day, x.type, x.note
    from jsonb_to_recordset(${json(rows)}::jsonb) as x(branch text, on_day date, type text, note text)
    join organisation.branch b on b.code = x.branch`

export interface AgreementRow {
  readonly name: string
  readonly rung: string
  readonly members: readonly string[]
  readonly starts_on: string
  readonly shares_fee: boolean
  readonly shares_rules: boolean
  readonly shares_patrons: boolean
  readonly has_transport: boolean
  readonly shares_letters: boolean
  readonly floats: boolean
}
export const insertAgreement = (a: AgreementRow): Query => sql`
  with made as (
    insert into organisation.agreement (name, rung, starts_on, shares_fee, shares_rules, shares_patrons, has_transport, shares_letters, floats)
    values (${a.name}, ${a.rung}, ${a.starts_on}, ${a.shares_fee}, ${a.shares_rules}, ${a.shares_patrons}, ${a.has_transport},
      ${a.shares_letters}, ${a.floats}) returning agreement_id)
  insert into organisation.agreement_member (agreement_id, library_id, joined_on)
  select m.agreement_id, l.library_id, ${a.starts_on} from made m, organisation.library l where l.code = any (${a.members}::text[])`

export const insertWorkstations = (
  rows: readonly { branch: string; name: string; key_hash: string }[],
): Query => sql`
  insert into organisation.workstation (library_id, branch_id, name, key_hash, settings)
  select b.library_id, b.branch_id, x.name, decode(x.key_hash, 'hex'), '{}'
    from jsonb_to_recordset(${json(rows)}::jsonb) as x(branch text, name text, key_hash text)
    join organisation.branch b on b.code = x.branch order by b.code, x.name`

export interface StaffRow {
  readonly library: string
  readonly login: string
  readonly name: string
  readonly initials: string
  readonly password_hash: string
  readonly pin_hash: string
  readonly badge_hash: string
}
export const insertStaff = (rows: readonly StaffRow[]): Query => sql`
  insert into organisation.staff (library_id, login, name, initials, password_hash, pin_hash, badge_hash, active)
  select l.library_id, x.login, x.name, x.initials, x.password_hash, x.pin_hash, decode(x.badge_hash, 'hex'), true
    from jsonb_to_recordset(${json(rows)}::jsonb) as x(library text, login text, name text, initials text, password_hash text, pin_hash text,
      badge_hash text)
    join organisation.library l on l.code = x.library order by l.code, x.login`

export const insertRoles = (
  rows: readonly { login: string; role: string; level: string; branch: string | null }[],
  since: string,
): Query => sql`
  insert into organisation.staff_role (staff_id, library_id, role, level, branch_id, starts_on, granted_at)
  select s.staff_id, s.library_id, x.role, x.level, b.branch_id, ${since}::date, ${since}::timestamp at time zone 'Europe/Brussels'
    from jsonb_to_recordset(${json(rows)}::jsonb) as x(login text, role text, level text, branch text)
    join organisation.staff s on s.login = x.login left join organisation.branch b on b.code = x.branch`

/**
 * Everybody read the briefing and signed, but for the logins of `except`: those meet it when they sign in. Nobody signs
 * before there was something to sign.
 */
export const insertUndertakings = (on: string, except: readonly string[]): Query => sql`
  insert into organisation.undertaking (staff_id, library_id, version, signed_at)
  select s.staff_id, s.library_id, b.version, greatest(${on}::timestamp at time zone 'Europe/Brussels', b.published_at)
    from organisation.staff s cross join (select version, published_at from organisation.briefing order by version desc limit 1) b
   where s.kind <> 'machine' and s.login <> all (${except}::text[])`

/** What the helpdesk asks of one library: a question that waits, and help of yesterday that nobody needed any longer. */
export const insertHelp = (of: { library: string; helper: string; manager: string }): Query => sql`
  insert into organisation.help (library_id, helper_id, helper_name, employer, ticket, reason, hours, write_reason, asked_at, approved, answered_at,
    answered_by, answered_name, answer, begins_at, ends_at, ended_at, ended_by, ended_name, noted_at)
  select l.library_id, h.staff_id, h.name, 'helpdesk', x.ticket, x.reason, 2, x.write_reason, now() - x.ago, x.approved,
         case when x.approved then now() - x.ago end, case when x.approved then m.staff_id end, case when x.approved then m.name end, x.answer,
         case when x.approved then now() - x.ago end, case when x.approved then now() - x.ago + interval '2 hours' end,
         case when x.approved then now() - x.ago + interval '50 minutes' end, case when x.approved then h.staff_id end,
         case when x.approved then h.name end, case when x.approved then now() - x.ago end
    from organisation.library l, organisation.staff h, organisation.staff m,
         (values ('CC-1017', 'De bon van de balie toont een verkeerd saldo. Ik kijk na hoe dat komt.', null, interval '26 hours', true, 'Graag, bel ons als je iets vindt.'),
                 ('CC-1042', 'Een lener krijgt twee keer dezelfde herinnering. Ik wil zien welke berichten er klaarstaan.',
                  'Het dubbele bericht intrekken.', interval '1 hour', null, null)) as x(ticket, reason, write_reason, ago, approved, answer)
   where l.code = ${of.library} and h.login = ${of.helper} and m.login = ${of.manager}`

/** Somebody looked at every coupling, and approved it: a demonstration sends nothing to anybody outside. */
export const approveCouplings = (on: string): Query => sql`
  update privacy.coupling set dpia = case when dpia_needed then 'Demonstratie' end, approved_at = ${on}::date, active = true, active_since = ${on}::date
   where not active`

/** An invented year of proofs: what the program saw, what somebody wrote down, one that is too long ago, and one that failed. */
export const insertEvidence = (on: string): Query => sql`
  insert into privacy.measure_evidence (measure, on_day, outcome, says, source, made_at)
  select x.measure, ${on}::date - x.ago, x.outcome, x.says, x.source, now()
    from (values
      ('backups', 40, 'good', 'Back-up op proef teruggezet: heel, 148 tabellen en 412.907 rijen gelezen.', 'backup'),
      ('walls', 12, 'good', 'De muren tussen de bibliotheken zijn nagekeken: geen enkel gat.', 'doctor'),
      ('data_map', 12, 'good', 'Elke kolom en elke sleutel staat in de gegevenskaart.', 'doctor'),
      ('access_log', 20, 'good', 'De ketens van het logboek en van de attesten van wissing zijn nagelopen: niets is gewijzigd.', 'night'),
      ('certification', 20, 'partly', 'In 12 bibliotheken: 88 van de 95 rollen het laatste half jaar gegeven of nagekeken.', 'night'),
      ('hosting', 150, 'good', 'Verslag van het datacenter gelezen; bewaard in map Hosting.', 'person'),
      ('suppliers', 420, 'good', 'Verwerkersovereenkomsten nagekeken.', 'person'),
      ('breaches', 60, 'bad', 'Oefening: het register was pas na vier dagen aangevuld.', 'person'))
      as x(measure, ago, outcome, says, source)`

/** Nobody is asked a second step here: who tries Kaft has no phone at hand that knows these people. */
export const askNoSecondStep = sql`
  insert into organisation.central_setting (key, value) values ('staff.second_factor', '{"roles": [], "leaves": []}')
  on conflict (key) do nothing`

/** Two catalogues to take descriptions from, at hosts that nobody has: nothing leaves a demonstration. */
export const insertCopyTargets = sql`
  insert into cataloguing.target (name, protocol, address, version, syntax, charset, indexes, agency, drop_fields, patience_s, coupling, active, changed_at)
  values ('Open Vlacc (voorbeeld)', 'sru', 'https://sru.voorbeeld.invalid/openvlacc', '1.2', 'marcxml', 'utf-8',
    '{"isbn": "bath.isbn", "title": "dc.title all", "author": "dc.creator all"}', 'BeVLACC', '{852,9XX}', 10, 'copy_cataloguing', true, now()),
   ('Nationale bibliotheek (voorbeeld)', 'z3950', 'z3950.voorbeeld.invalid:210/Default', null, 'usmarc', 'marc-8',
    '{"isbn": "@attr 1=7", "title": "@attr 1=4", "author": "@attr 1=1003"}', 'BE-NB', '{852,9XX}', 10, 'copy_cataloguing', false, now())`

/** A source of covers, at a host that nobody has. */
export const insertCoverSource = sql`
  insert into cataloguing.cover_source (name, address, coupling, active, rank, changed_at)
  values ('Omslagen (voorbeeld)', 'https://omslagen.voorbeeld.invalid/isbn/{isbn}.jpg', 'covers', true, 1, now())`

/** Crates with a barcode, each with the branch to which it usually goes. */
export const insertCrates = (
  rows: readonly { library: string; code: string; branch: string }[],
): Query => sql`
  insert into circulation.crate (library_id, code, to_branch_id)
  select l.library_id, x.code, b.branch_id from jsonb_to_recordset(${json(rows)}::jsonb) as x(library text, code text, branch text)
    join organisation.library l on l.code = x.library left join organisation.branch b on b.code = x.branch`

/** The shelves of the branches of a library in the order in which one walks along them; others keep the alphabet. */
export const insertShelfOrder = (library: string, walk: readonly string[]): Query => sql`
  insert into circulation.shelf_order (branch_id, shelf, place, label)
  select s.branch_id, s.shelf, n, 'KAST-' || s.code || '-' || lpad(n::text, 2, '0')
    from (select i.branch_id, b.code, i.shelf,
                 row_number() over (partition by i.branch_id order by array_position(${walk}::text[], i.shelf), i.shelf) as n
            from inventory.item i join organisation.branch b on b.branch_id = i.branch_id join organisation.library l on l.library_id = b.library_id
           where l.code = ${library} and i.shelf is not null group by i.branch_id, b.code, i.shelf) s
  on conflict (branch_id, shelf) do nothing`

/** A route of home delivery from the first branch of a library, with these readers on it; its first round is tomorrow. */
export const insertHomeRoute = (of: {
  library: string
  name: string
  carrier: string
  first_on: string
  cards: readonly string[]
  at: string
}): Query => sql`
  with route as (
    insert into circulation.home_route (library_id, branch_id, name, first_on, weeks, carrier, made_at)
    select b.library_id, b.branch_id, ${of.name}, ${of.first_on}::date, 2, ${of.carrier}, ${of.at}::timestamptz
      from organisation.library l join organisation.branch b on b.library_id = l.library_id
     where l.code = ${of.library}
       and not exists (select from circulation.home_route r where r.library_id = l.library_id) order by b.branch_id limit 1
    returning route_id, library_id
  )
  insert into circulation.home_stop (library_id, patron_id, route_id, stop_no, made_at)
  select r.library_id, c.patron_id, r.route_id, array_position(${of.cards}::text[], c.code), ${of.at}::timestamptz
    from route r join patrons.card c on c.library_id = r.library_id and c.code = any (${of.cards}::text[])`

/** A regulation that has been in force for long: loans of the past stand on it. */
export const insertRegulation = (r: {
  library: string
  name: string
  reason: string
  starts_on: string
  rules: readonly object[]
}): Query => sql`
  with made as (
    insert into circulation.regulation (library_id, name, state, starts_on, reason, made_at, activated_at)
    select library_id, ${r.name}, 'active', ${r.starts_on}::date, ${r.reason}, ${r.starts_on}::date, ${r.starts_on}::date
      from organisation.library where code = ${r.library} returning version_id)
  insert into circulation.regulation_row (version_id, row_no, rule)
  select m.version_id, (x.rule ->> 'row_no')::integer, x.rule from made m, jsonb_array_elements(${json(r.rules)}::jsonb) as x(rule)`
