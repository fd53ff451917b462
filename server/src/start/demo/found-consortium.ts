import type { Demo } from '../../../../demo/read-demo.ts'
import { addDays, type Day } from '../../base/dates.ts'
import type { Keys } from '../../base/keys.ts'
import type { Query } from '../../base/sql.ts'
import { regulationPatterns } from '../../modules/circulation/index.ts'
import { badgeHashes, foldLogin, hashSecret, keyHash } from '../../modules/organisation/sign-in/secrets.ts'
import {
  approveCouplings,
  insertEvidence,
  askNoSecondStep,
  insertAgreement,
  insertBranches,
  insertCopyTargets,
  insertCoverSource,
  insertCrates,
  insertDays,
  insertHelp,
  insertHours,
  insertLibraries,
  insertRegulation,
  insertRoles,
  insertStaff,
  insertUndertakings,
  insertWorkstations,
  type StaffRow,
} from './found.store.ts'

/** Regulations and roles of the demonstration have been in force for longer than the oldest loan. */
const LONG_AGO = 1_000

/** Days ago that colleagues signed the briefing; who did not shows what a first day looks like. */
const SIGNED_AGO = 60
const NOT_YET_SIGNED = ['omar.schaalbeek']

/** The key of a demonstration workstation; like the passwords, it is no secret. */
export const workstationKey = (branch: string, place: number): string => `demo-${branch}-${place}`

/** Libraries, branches, calendars, agreements, workstations, accounts and regulations, as statements in order. */
export async function foundConsortium(demo: Demo, keys: Keys, today: Day): Promise<Query[]> {
  const since = addDays(today, -LONG_AGO)
  const branches = demo.libraries.flatMap(l => l.branches.map(b => ({ ...b, library: l.code })))
  const staff = demo.libraries.flatMap(l => l.staff.map(s => ({ ...s, library: l.code })))
  const hashOf = hashedOnce(keys)
  const roles = staff.flatMap(s => s.roles.map(r => ({ branch: null, ...r, login: foldLogin(s.login) })))
  return [
    insertLibraries(demo.libraries),
    insertBranches(branches),
    insertHours(branches.flatMap(b => b.opening_hours.map(h => ({ ...h, branch: b.code })))),
    insertDays(branches.flatMap(b => b.exceptional_days.map(d => ({ ...d, branch: b.code })))),
    ...demo.agreements.map(insertAgreement),
    insertWorkstations(
      branches.flatMap(b =>
        b.workstations.map((name, i) => ({
          branch: b.code,
          name: `${b.name} ${name.toLowerCase()}`,
          key_hash: keyHash(workstationKey(b.code, i + 1)).toString('hex'),
        })),
      ),
    ),
    insertStaff(await Promise.all(staff.map(s => accountOf(s, demo.password, { keys, hashOf })))),
    insertRoles(roles, since),
    askNoSecondStep,
    approveCouplings(addDays(today, -SIGNED_AGO)),
    insertEvidence(today),
    insertUndertakings(addDays(today, -SIGNED_AGO), NOT_YET_SIGNED),
    insertHelp({ library: 'I200', helper: 'hanne.helpdesk', manager: 'els.testgem' }),
    ...demo.libraries.map(l => regulationOf(l, since)),
    insertCrates(cratesOf(demo)),
    insertCopyTargets,
    insertCoverSource,
  ]
}

/** Everybody has the same password here, and few PINs: each is hashed once, since hashing is slow by intent. */
function hashedOnce(keys: Keys): (secret: string) => Promise<string> {
  const hashes = new Map<string, Promise<string>>()
  return secret => {
    const hash = hashes.get(secret) ?? hashSecret(keys, secret)
    hashes.set(secret, hash)
    return hash
  }
}

async function accountOf(
  s: Demo['libraries'][number]['staff'][number] & { library: string },
  password: string,
  { keys, hashOf }: { keys: Keys; hashOf: (secret: string) => Promise<string> },
): Promise<StaffRow> {
  const [password_hash, pin_hash] = await Promise.all([hashOf(password), hashOf(s.pin)])
  const [badge] = badgeHashes(keys, s.badge)
  if (!badge) throw new Error('the key ring has no pepper')
  const { library, name, initials } = s
  return {
    library,
    login: foldLogin(s.login),
    name,
    initials,
    password_hash,
    pin_hash,
    badge_hash: badge.toString('hex'),
  }
}

/** The crates of the sheet; their code names the branch to which they go. */
const cratesOf = (demo: Demo) =>
  demo.sheet
    .filter(row => row.kind === 'crate')
    .map(({ library, code }) => ({ library, code, branch: code.split('-')[1] ?? '' }))

function regulationOf(l: Demo['libraries'][number], starts_on: Day): Query {
  const pattern = regulationPatterns.find(p => p.pattern === l.regulation)
  if (!pattern)
    throw new Error(`the demonstration asks for a regulation ${l.regulation}, which is no pattern`)
  return insertRegulation({
    library: l.code,
    name: starts_on.slice(0, 4),
    reason: pattern.says.nl,
    starts_on,
    rules: pattern.rows,
  })
}
