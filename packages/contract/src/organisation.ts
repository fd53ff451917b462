import { type Static, Type } from 'typebox'
import { Leave, RoleCode } from './leave.ts'
import { operation } from './operation.ts'
import { closed, CommandId, Day, Id, Instant, Line, Nullable, OneOf, Word } from './values.ts'

/** A time of day, `HH:MM`. */
export const TimeOfDay = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' })
/** The four day types of the branch calendar: normal, no fines, closed, holiday. */
export const DayType = Type.Union([
  Type.Literal('normaal'),
  Type.Literal('boetevrij'),
  Type.Literal('gesloten'),
  Type.Literal('vakantie'),
])
/** The ladder of cooperation. From 3a on, patrons are shared; 3b and 3c carry items between the libraries. */
export const Rung = Type.Union([
  Type.Literal('1'),
  Type.Literal('2'),
  Type.Literal('3a'),
  Type.Literal('3b'),
  Type.Literal('3c'),
])

/** How an account likes the screens; what is absent is as the screens come. */
export const Preferences = closed({
  language: Type.Optional(Type.Union([Type.Literal('nl'), Type.Literal('en')])),
  theme: Type.Optional(Type.Union([Type.Literal('system'), Type.Literal('light'), Type.Literal('dark')])),
  density: Type.Optional(Type.Union([Type.Literal('compact'), Type.Literal('roomy')])),
  /** Whether a search of the catalogue shows each edition of a work by itself, and not the work once. */
  editions_apart: Type.Optional(Type.Boolean()),
  /** Another key for a shortcut, or null for none (WCAG 2.2 §2.1.4), by the name of the shortcut. */
  keys: Type.Optional(
    Type.Record(Type.String({ pattern: '^[A-Za-z0-9.+_-]{1,60}$' }), Nullable(Line(24)), {
      maxProperties: 200,
      additionalProperties: false,
    }),
  ),
})
export type Preferences = Static<typeof Preferences>

export const Session = closed({
  staff_id: Id,
  staff_name: Type.String(),
  initials: Type.String(),
  library_id: Id,
  library_name: Type.String(),
  branch_id: Id,
  branch_name: Type.String(),
  branches: Type.Array(closed({ branch_id: Id, name: Type.String() })),
  workstation: Nullable(
    closed({ workstation_id: Id, name: Type.String(), settings: Type.Record(Type.String(), Type.Unknown()) }),
  ),
  leaves: Type.Array(Leave),
  /** Libraries whose patrons this session may see now, its own included. */
  scope: Type.Array(closed({ library_id: Id, name: Type.String() })),
  full_sign_in_until: Instant,
  /** The privacy briefing has to be read and signed before anything about a patron is shown. */
  briefing_due: Type.Boolean(),
  /** Where the second step stands: not asked of these rights, proven in this session, to be proven, or to be made first. */
  second_factor: OneOf(['not_asked', 'proven', 'needed', 'missing']),
  preferences: Preferences,
  demo: Type.Boolean(),
  /** Whether this is a practice room, or one can go to one. */
  practice: OneOf(['here', 'offered', 'none']),
  /** By which ticket somebody from outside looks at this library, and until when; null for its own people. */
  help: Nullable(closed({ help_id: Id, ticket: Type.String(), writes: Type.Boolean(), ends_at: Instant })),
})

const Secret = Type.String({ minLength: 1, maxLength: 200 })

export const signIn = operation({
  id: 'signIn',
  method: 'POST',
  path: '/session',
  summary: 'Sign in with name and password',
  leave: 'anyone',
  body: closed({ login: Line(80), password: Secret, workstation_key: Type.Optional(Secret) }),
  ok: Session,
  status: 201,
  codes: ['sign_in_failed', 'account_locked', 'library_inactive', 'library_not_agreed', 'too_many'],
})
export const signOut = operation({
  id: 'signOut',
  method: 'DELETE',
  path: '/session',
  summary: 'End this session',
  leave: 'signed_in',
  ok: closed({
    /** Where the browser goes to sign out at the provider too; null where the session began here. */
    elsewhere: Nullable(Type.String()),
  }),
})
export const readSession = operation({
  id: 'readSession',
  method: 'GET',
  path: '/session',
  summary: 'Who works here, where, and with which leave',
  leave: 'signed_in',
  ok: Session,
})
export const switchStaff = operation({
  id: 'switchStaff',
  method: 'POST',
  path: '/session/switch',
  leave: 'signed_in',
  summary: 'Another colleague takes over this workstation by badge, or by initials and PIN',
  body: closed({
    badge: Type.Optional(Secret),
    initials: Type.Optional(Line(8)),
    pin: Type.Optional(Secret),
  }),
  ok: Session,
  codes: ['pin_failed', 'full_sign_in_needed', 'account_locked', 'too_many'],
})
export const chooseBranch = operation({
  id: 'chooseBranch',
  method: 'PUT',
  path: '/session/branch',
  leave: 'signed_in',
  summary: 'Work at another branch of the own library',
  body: closed({ branch_id: Id }),
  ok: Session,
  codes: ['branch_not_yours'],
})
export const changePreferences = operation({
  id: 'changePreferences',
  method: 'PUT',
  path: '/session/preferences',
  leave: 'signed_in',
  summary: 'Say how the own account likes the screens: language, colours, rows, keys',
  body: Preferences,
  ok: Preferences,
})

export const Hours = Type.Array(
  closed({ weekday: Type.Integer({ minimum: 1, maximum: 7 }), opens: TimeOfDay, closes: TimeOfDay }),
  { maxItems: 42 },
)
export const Branch = closed({
  branch_id: Id,
  library_id: Id,
  library_name: Type.String(),
  code: Type.String(),
  name: Type.String(),
  address: Nullable(Type.String()),
  hours: Hours,
})
export const listBranches = operation({
  id: 'listBranches',
  method: 'GET',
  path: '/branches',
  leave: 'anyone',
  summary: 'All branches of all libraries with their opening hours',
  ok: closed({ rows: Type.Array(Branch) }),
})
export const changeBranch = operation({
  id: 'changeBranch',
  method: 'PUT',
  path: '/branches/:branch_id',
  leave: 'organisation.configure',
  summary: 'Change name, address and opening hours of a branch',
  params: closed({ branch_id: Id }),
  body: closed({ command_id: CommandId, name: Line(80), address: Nullable(Line()), hours: Hours }),
  ok: Branch,
  codes: ['hours_invalid'],
})
export const ExceptionalDay = closed({ on_day: Day, type: DayType, note: Nullable(Line()) })
export const readCalendar = operation({
  id: 'readCalendar',
  method: 'GET',
  path: '/branches/:branch_id/calendar',
  leave: 'signed_in',
  summary: 'Exceptional days of a branch from a day on',
  params: closed({ branch_id: Id }),
  query: closed({ from: Type.Optional(Day) }),
  ok: closed({ rows: Type.Array(ExceptionalDay) }),
})
export const changeCalendar = operation({
  id: 'changeCalendar',
  method: 'PUT',
  path: '/branches/:branch_id/calendar',
  leave: 'organisation.configure',
  summary: 'Set or clear exceptional days of a branch',
  params: closed({ branch_id: Id }),
  body: closed({
    command_id: CommandId,
    set: Type.Array(ExceptionalDay, { maxItems: 400 }),
    clear: Type.Array(Day, { maxItems: 400 }),
  }),
  ok: closed({ rows: Type.Array(ExceptionalDay) }),
})
export const changeCalendars = operation({
  id: 'changeCalendars',
  method: 'PUT',
  path: '/branches/calendars',
  leave: 'organisation.configure',
  summary: 'Set or clear exceptional days of several branches: of all of them, or of none',
  body: closed({
    command_id: CommandId,
    branches: Type.Array(
      closed({
        branch_id: Id,
        set: Type.Array(ExceptionalDay, { maxItems: 400 }),
        clear: Type.Array(Day, { maxItems: 400 }),
      }),
      { minItems: 1, maxItems: 200 },
    ),
  }),
  ok: closed({ branches: Type.Integer() }),
})

export const Agreement = closed({
  agreement_id: Id,
  name: Type.String(),
  rung: Rung,
  starts_on: Day,
  ends_on: Nullable(Day),
  /** Types of membership that the members accept of each other; null is all. */
  membership_types: Nullable(Type.Array(Word)),
  members: Type.Array(
    closed({ library_id: Id, name: Type.String(), joined_on: Day, left_on: Nullable(Day) }),
  ),
  /** Ends that were set for a day to come, and can be taken back until then; `library_id` null is the whole. */
  partings: Type.Array(
    closed({ parting_id: Id, library_id: Nullable(Id), ends_on: Day, tells: Type.Boolean() }),
  ),
})
export const listAgreements = operation({
  id: 'listAgreements',
  method: 'GET',
  path: '/agreements',
  leave: 'signed_in',
  summary: 'Cooperation agreements, running and past',
  ok: closed({ rows: Type.Array(Agreement) }),
})
export const Workstation = closed({
  workstation_id: Id,
  branch_id: Id,
  name: Type.String(),
  settings: Type.Record(Type.String(), Type.Unknown()),
})
export const listWorkstations = operation({
  id: 'listWorkstations',
  method: 'GET',
  path: '/workstations',
  leave: 'signed_in',
  summary: 'Workstations of the own library',
  ok: closed({ rows: Type.Array(Workstation) }),
})
/** Settings of a workstation; each key is known, so that nothing personal can hide in them. */
export const WorkstationSettings = closed({
  scanner_prefix: Type.Optional(Type.String({ maxLength: 4 })),
  sound: Type.Optional(Type.Boolean()),
  volume: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
  receipt: Type.Optional(
    Type.Union([Type.Literal('always'), Type.Literal('mail'), Type.Literal('ask'), Type.Literal('never')]),
  ),
  own_loan_scan: Type.Optional(
    Type.Union([Type.Literal('ask'), Type.Literal('renew'), Type.Literal('take_back')]),
  ),
  same_day_scan: Type.Optional(
    Type.Union([Type.Literal('as_usual'), Type.Literal('renew'), Type.Literal('loan')]),
  ),
  cover_after_s: Type.Optional(Type.Integer({ minimum: 30, maximum: 3600 })),
  lock_after_s: Type.Optional(Type.Integer({ minimum: 60, maximum: 28800 })),
})
export const registerWorkstation = operation({
  id: 'registerWorkstation',
  method: 'POST',
  path: '/workstations',
  leave: 'organisation.workstations',
  status: 201,
  summary: 'Register this machine as a workstation; the key is shown once and kept by the browser',
  body: closed({ command_id: CommandId, branch_id: Id, name: Line(60), settings: WorkstationSettings }),
  ok: closed({ workstation: Workstation, workstation_key: Type.String() }),
  codes: ['branch_not_yours', 'name_in_use'],
})
export const changeWorkstation = operation({
  id: 'changeWorkstation',
  method: 'PUT',
  path: '/workstations/:workstation_id',
  leave: 'organisation.workstations',
  summary: 'Change name and settings of a workstation',
  params: closed({ workstation_id: Id }),
  body: closed({ command_id: CommandId, branch_id: Id, name: Line(60), settings: WorkstationSettings }),
  ok: Workstation,
  codes: ['branch_not_yours', 'name_in_use'],
})

export const RoleGiven = closed({
  role: RoleCode,
  level: Type.Union([Type.Literal('branch'), Type.Literal('library'), Type.Literal('consortium')]),
  branch_id: Nullable(Id),
  starts_on: Day,
  ends_on: Nullable(Day),
})
export const StaffMember = closed({
  staff_id: Id,
  login: Type.String(),
  name: Type.String(),
  initials: Type.String(),
  active: Type.Boolean(),
  locked: Type.Boolean(),
  /** When the person left; their account opens nothing any more. */
  left_at: Nullable(Instant),
  /** The last day at work of who will leave; the account opens nothing after it. */
  leaves_on: Nullable(Day),
  /** How many second steps the account has. */
  second_factors: Type.Integer(),
  /** Whether the account is linked to a provider. */
  signs_in_elsewhere: Type.Boolean(),
  roles: Type.Array(RoleGiven),
  /** Of each role, in the same order: who gave it and when; nobody is known for one that came with the library. */
  grants: Type.Array(closed({ granted_at: Instant, granted_by: Nullable(Type.String()) })),
})
export const listStaff = operation({
  id: 'listStaff',
  method: 'GET',
  path: '/staff',
  leave: 'organisation.staff',
  summary: 'Staff accounts of the own library',
  ok: closed({ rows: Type.Array(StaffMember) }),
})
export const StaffPassword = Type.String({ minLength: 12, maxLength: 200 })
export const StaffPin = Type.String({ pattern: '^[0-9]{6}$' })
export const addStaff = operation({
  id: 'addStaff',
  method: 'POST',
  path: '/staff',
  leave: 'organisation.staff',
  status: 201,
  summary: 'Make a personal account for a member of staff',
  body: closed({
    command_id: CommandId,
    login: Line(80),
    name: Line(120),
    initials: Line(8),
    password: StaffPassword,
    pin: Type.Optional(StaffPin),
    roles: Type.Array(RoleGiven, { maxItems: 20 }),
  }),
  ok: StaffMember,
  codes: ['login_in_use', 'leave_beyond_own', 'role_beyond_agreement', 'branch_not_yours'],
})
export const changeStaff = operation({
  id: 'changeStaff',
  method: 'PUT',
  path: '/staff/:staff_id',
  leave: 'organisation.staff',
  summary: 'Change an account: name, roles, active or not, new password or PIN, unlock',
  params: closed({ staff_id: Id }),
  body: closed({
    command_id: CommandId,
    name: Line(120),
    initials: Line(8),
    active: Type.Boolean(),
    roles: Type.Array(RoleGiven, { maxItems: 20 }),
    password: Type.Optional(StaffPassword),
    pin: Type.Optional(StaffPin),
    badge: Type.Optional(Secret),
    unlock: Type.Optional(Type.Boolean()),
  }),
  ok: StaffMember,
  codes: ['leave_beyond_own', 'role_beyond_agreement', 'last_manager', 'branch_not_yours', 'badge_in_use'],
})

/** Settings of a library; the key decides what the value may be (`settings.ts`). */
export const Setting = closed({ key: Type.String(), value: Type.Unknown() })
export const readSettings = operation({
  id: 'readSettings',
  method: 'GET',
  path: '/settings',
  leave: 'signed_in',
  summary: 'Settings of the own library, defaults included',
  ok: closed({ rows: Type.Array(Setting) }),
})
export const changeSetting = operation({
  id: 'changeSetting',
  method: 'PUT',
  path: '/settings/:key',
  leave: 'organisation.configure',
  summary: 'Change one setting of the own library',
  params: closed({ key: Line(60) }),
  body: closed({ command_id: CommandId, value: Type.Unknown() }),
  ok: Setting,
  codes: ['setting_unknown', 'setting_invalid'],
})
export const readChanges = operation({
  id: 'readChanges',
  method: 'GET',
  path: '/changes',
  leave: 'organisation.configure',
  summary: 'Changes of the configuration: who, when, before and after',
  query: closed({ before: Type.Optional(Id) }),
  ok: closed({
    rows: Type.Array(
      closed({
        change_id: Id,
        at: Instant,
        by: Type.String(),
        what: Type.String(),
        subject: Type.String(),
        before: Type.Unknown(),
        after: Type.Unknown(),
      }),
    ),
    next: Nullable(Type.String()),
  }),
})
