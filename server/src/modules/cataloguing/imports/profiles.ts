import type {
  BodyOf,
  ImportProfile,
  ImportRules,
  listImportProfiles as listOp,
  OkOf,
  saveImportProfile as saveOp,
} from '@kaft/contract'
import { isRefusal, may, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { configure, readAnew } from '../../organisation/index.ts'
import { PROVISIONAL } from '../provisional/provisional-title.store.ts'
import { layoutOf } from './layout.rules.ts'
import {
  insertProfile,
  MadeProfile,
  namesake,
  ownProfiles,
  Place,
  placeOf,
  profileById,
  ProfileRow,
  updateProfile,
} from './profiles.store.ts'

/** Whether a caller may keep descriptions of any source: somebody of the consortium, or the only library here. */
export const isCentral = (ctx: StaffCtx, place: { readonly only: boolean }): boolean =>
  place.only || may(ctx)('consortium.libraries')

export async function listImportProfiles(ctx: StaffCtx): Promise<OkOf<typeof listOp>> {
  const [rows = [], [place] = []] = await read(ctx, [ownProfiles, placeOf(ctx.actor.library_id)])
  const said = shaped(Place, place)
  return { rows: allOf(ProfileRow, rows), may_overlay_all: isCentral(ctx, said), own_source: said.code }
}

/** Hosts from which this installation may fetch, as its operator says. */
export interface FeedHosts {
  allows(address: string): boolean
}

function faultOf(ctx: StaffCtx, rules: ImportRules, place: Place, hosts: FeedHosts): Refusal | null {
  const { holdings, feed, source } = rules
  if (source === PROVISIONAL || (source !== place.code && !isCentral(ctx, place)))
    return refuse('source_not_yours')
  if (holdings) {
    if (layoutOf(holdings.layout) === null) return refuse('import_layout_wrong')
    const named = [holdings.default_branch ?? [], ...Object.values(holdings.branches)].flat()
    if (named.some(code => !place.branches.includes(code.toLowerCase()))) return refuse('branch_not_yours')
  }
  if (feed && feed.kind !== 'folder' && !hosts.allows(feed.address)) {
    const host = URL.canParse(feed.address) ? new URL(feed.address).host : feed.address
    return refuse('feed_not_allowed', { host })
  }
  if (feed?.kind === 'folder' && !/^[A-Za-z0-9_-]{1,60}$/.test(feed.address)) return refuse('invalid')
  return null
}

/** Makes or changes the rules of an import; imports that began by the former ones keep those. */
export const saveImportProfile =
  (hosts: FeedHosts) =>
  async (ctx: StaffCtx, body: BodyOf<typeof saveOp>): Promise<Answer<ImportProfile>> => {
    const { library_id, staff_id } = ctx.actor
    const name = body.name.trim()
    if (name === '') return refuse('invalid')
    const done = await configure<{ profile_id: string }>(ctx, body, {
      facts: [placeOf(library_id), profileById(body.profile_id), namesake(library_id, name, body.profile_id)],
      decide: async ([places = [], known = [], same = []], tx) => {
        const before = oneOf(ProfileRow, known)
        if (body.profile_id !== null && !before) return refuse('not_found')
        if (same.length > 0) return refuse('name_in_use')
        const place = shaped(Place, places[0])
        const fault = faultOf(ctx, body.rules, place, hosts)
        if (fault) return fault
        const saved = {
          library_id,
          name,
          rules: body.rules,
          central: isCentral(ctx, place),
          at: ctx.now.toString(),
          staff_id,
        }
        const [rows = []] = await tx.more([
          before ? updateProfile(before.profile_id, saved) : insertProfile(saved),
        ])
        const { profile_id } = shaped(MadeProfile, rows[0])
        const told = (of: { name: string; rules: ImportRules }) => ({ profile: of.name, ...of.rules })
        return {
          effects: [],
          change: {
            subject: `import ${profile_id}`,
            before: before ? told(before) : null,
            after: told({ name, rules: body.rules }),
          },
          answer: { profile_id },
        }
      },
    })
    if (isRefusal(done) || 'findings_refused' in done) return done
    const [rows = []] = await readAnew(ctx, [profileById(done.profile_id)])
    return oneOf(ProfileRow, rows) ?? refuse('not_found')
  }
