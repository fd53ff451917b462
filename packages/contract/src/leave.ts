import { OneOf } from './values.ts'

/** Everything that someone can be allowed to do. A role is a list of these; see `docs/words.md` for the Dutch. */
export const leaves = [
  'circulation.lend',
  'circulation.take_back',
  'circulation.renew',
  'circulation.hold',
  'circulation.undo',
  'circulation.override.light',
  'circulation.override.heavy',
  'circulation.shelf',
  'circulation.bulk',
  'circulation.regulate',
  'patrons.read',
  'patrons.register',
  'patrons.change',
  'patrons.number_in_clear',
  'patrons.history',
  'patrons.merge',
  'patrons.list',
  'news.send',
  'news.export',
  'finance.read',
  'finance.receive',
  'finance.reverse',
  'finance.waive',
  'cataloguing.read',
  'cataloguing.change',
  'inventory.read',
  'inventory.change',
  'acquisitions.decide',
  'organisation.configure',
  'organisation.staff',
  'organisation.workstations',
  'organisation.help',
  'statistics.read',
  'privacy.log',
  'privacy.retention',
  'privacy.cases',
  'moving.move_in',
  'consortium.libraries',
  'consortium.agreements',
  'consortium.identities',
  'consortium.privacy',
  'consortium.help',
  'help.ask',
] as const
export const Leave = OneOf(leaves)
export type Leave = (typeof leaves)[number]

/** Roles that every library starts with. Each of the seven work processes has its own; see `workProcesses`. */
export const roles = {
  balie: [
    'circulation.lend',
    'circulation.take_back',
    'circulation.renew',
    'circulation.hold',
    'circulation.undo',
    'circulation.override.light',
    'circulation.shelf',
    'patrons.read',
    'patrons.register',
    'patrons.change',
    'finance.read',
    'finance.receive',
    'cataloguing.read',
    'inventory.read',
  ],
  hoofd_balie: [
    'circulation.lend',
    'circulation.take_back',
    'circulation.renew',
    'circulation.hold',
    'circulation.undo',
    'circulation.override.light',
    'circulation.override.heavy',
    'circulation.shelf',
    'circulation.bulk',
    'patrons.read',
    'patrons.register',
    'patrons.change',
    'patrons.history',
    'patrons.merge',
    'patrons.list',
    'finance.read',
    'finance.receive',
    'finance.reverse',
    'finance.waive',
    'cataloguing.read',
    'inventory.read',
    'inventory.change',
    'acquisitions.decide',
    'organisation.workstations',
  ],
  catalografie: [
    'cataloguing.read',
    'cataloguing.change',
    'inventory.read',
    'inventory.change',
    'acquisitions.decide',
    'circulation.bulk',
  ],
  kas: [
    'finance.read',
    'finance.receive',
    'finance.reverse',
    'finance.waive',
    'patrons.read',
    'cataloguing.read',
  ],
  beheer: [
    'organisation.configure',
    'organisation.staff',
    'organisation.workstations',
    'organisation.help',
    'statistics.read',
    'circulation.regulate',
    'cataloguing.read',
    'inventory.read',
  ],
  /** For as long as a library moves in: give it an end date. */
  overstap: ['moving.move_in', 'patrons.read', 'finance.read', 'cataloguing.read', 'inventory.read'],
  bestellen: ['cataloguing.read', 'inventory.read', 'acquisitions.decide'],
  inventaris: ['cataloguing.read', 'inventory.read', 'inventory.change', 'circulation.bulk'],
  leners: [
    'patrons.read',
    'patrons.register',
    'patrons.change',
    'patrons.merge',
    'finance.read',
    'cataloguing.read',
    'inventory.read',
  ],
  cijfers: ['statistics.read', 'cataloguing.read', 'inventory.read'],
  /** Campaigns to members who want news; who they are is not shown. */
  nieuws: ['news.send', 'cataloguing.read'],
  /** Lists of addresses that leave the system for the library's own communication: off until somebody is given it. */
  adreslijsten: ['news.export', 'cataloguing.read'],
  dpo: ['privacy.log', 'privacy.retention', 'privacy.cases', 'organisation.help'],
  /** The data protection officer of the controller: requests and registers of all libraries, and no patron's record. */
  dpo_centraal: ['privacy.log', 'privacy.cases', 'consortium.privacy'],
  consortium: [
    'consortium.libraries',
    'consortium.agreements',
    'consortium.identities',
    'consortium.help',
    'statistics.read',
    'cataloguing.read',
  ],
  /** Somebody of the helpdesk, and of the supplier: such an account has no other role, and sees nobody without a ticket. */
  helpdesk: ['help.ask'],
  leverancier: ['help.ask'],
} as const satisfies Record<string, readonly Leave[]>
export type RoleCode = keyof typeof roles
export const RoleCode = OneOf(Object.keys(roles) as RoleCode[])

/** Roles of accounts from outside: each alone, and given by who works for all libraries only. */
export const helperRoles = ['helpdesk', 'leverancier'] as const satisfies readonly RoleCode[]
export const isHelperRole = (role: string): boolean => (helperRoles as readonly string[]).includes(role)

/**
 * The seven work processes of the privacy statement of Cultuurconnect, each with the role that does it and no more.
 * Whoever orders, catalogues, keeps the inventory or counts never meets a patron.
 */
export const workProcesses = {
  bestellen: { role: 'bestellen', patrons: false },
  catalogiseren: { role: 'catalografie', patrons: false },
  inventarisbeheer: { role: 'inventaris', patrons: false },
  lenersadministratie: { role: 'leners', patrons: true },
  uitlenen: { role: 'balie', patrons: true },
  financieel_beheer: { role: 'kas', patrons: true },
  rapportage: { role: 'cijfers', patrons: false },
} as const satisfies Record<string, { role: RoleCode; patrons: boolean }>
