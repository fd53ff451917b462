import * as op from '@kaft/contract'
import type { Ctx, Refusal, StaffCtx } from '../../base/ctx.ts'
import type { Log } from '../../base/log.ts'
import { isRefusal, refuse } from '../../base/ctx.ts'
import { on, type Route } from '../../base/route.ts'
import { endAgreement } from './agreements/end-agreement.ts'
import { previewParting, takeBackParting } from './agreements/take-back-parting.ts'
import { addParticipation } from './participations/add-participation.ts'
import { endParticipation } from './participations/end-participation.ts'
import { listParticipations } from './participations/list-participations.ts'
import { listAgreements } from './agreements/list-agreements.ts'
import { changeBranch, listBranches } from './branches/change-branch.ts'
import { changeCalendar, changeCalendars, readCalendar } from './calendar/change-calendar.ts'
import { readChanges } from './change/read-changes.ts'
import { changeCentralSetting, readCentralSettings } from './central/change-central.ts'
import {
  type Added,
  beginTotp,
  confirmTotp,
  type OwnFactors,
  readFactors,
  removeFactor,
  renewRecoveryCodes,
} from './second-factor/enrol.ts'
import {
  beginPasskey,
  confirmPasskey,
  proveByPasskey,
  questionFor,
  type Site,
} from './second-factor/passkeys.ts'
import { proveByCode } from './second-factor/prove.ts'
import { changeOwnSecret } from './second-factor/change-own-secret.ts'
import { resetFactors } from './second-factor/reset-factors.ts'
import { publishBriefing, readBriefing, signBriefing } from './briefing/sign-briefing.ts'
import { readUndertakings } from './briefing/read-undertakings.ts'
import { isDue } from './briefing/briefing.rules.ts'
import { inviteOidc, unlinkOidc } from './oidc/invitation.ts'
import { beginOidc, type Elsewhere, finishOidc, linkOidc, type Provider } from './oidc/sign-in-elsewhere.ts'
import {
  beginPractice,
  enterPractice,
  type PracticeDoor,
  type PracticeRoom,
  resetPractice,
} from './practice/practice.ts'
import { leaveHelp, moveHelp, openHelp, outOfHelp } from './help/open-help.ts'
import { helpRoutes } from './help/routes.ts'
import { changePreferences } from './session/change-preferences.ts'
import { planJoining } from './joinings/plan-joining.ts'
import { listJoinings, previewJoining, readJoining } from './joinings/read-joining.ts'
import { activateJoining, tellJoining, withdrawJoining } from './joinings/steer-joining.ts'
import { addMachine, changeMachine, listMachines } from './machines/change-machine.ts'
import { loadSession } from './session/session.ts'
import { changeSetting, readSettings } from './settings/change-setting.ts'
import { newAttempts, newResting } from './sign-in/attempts.ts'
import { chooseBranch, type Patience, signIn, signOut } from './sign-in/sign-in.ts'
import { switchStaff } from './sign-in/switch-staff.ts'
import { certifyRole, readCertification } from './staff/certify.ts'
import { endAccount } from './staff/end-account.ts'
import { addStaff, changeStaff, listStaff } from './staff/change-staff.ts'
import { addWebsite, changeWebsite, listWebsites } from './websites/change-website.ts'
import {
  changeWorkstation,
  listWorkstations,
  registerWorkstation,
} from './workstations/register-workstation.ts'

/** The way to a practice room, or this program as one; at most one of both. */
export interface Practice {
  readonly door: PracticeDoor | null
  readonly room: PracticeRoom | null
}

/** What every session here is told of this installation. */
interface Place {
  readonly demo: boolean
  readonly practice: op.OkOf<typeof op.readSession>['practice']
}

/** What a screen is told of its session; read anew, since it was just opened or changed. */
async function told(
  ctx: Ctx,
  secret: string | Refusal,
  { demo, practice }: Place,
): Promise<op.OkOf<typeof op.signIn> | Refusal> {
  if (isRefusal(secret)) return secret
  const open = await loadSession({ ...ctx, secret }, true)
  if (!open) return refuse('session_ended')
  const { facts, actor } = open
  const { staff_id, staff_name, initials, library_id, library_name, branch_id, branch_name } = facts
  const { branches, workstation, scope, preferences, full_until: full_sign_in_until } = facts
  return Object.assign(
    { staff_id, staff_name, initials, library_id, library_name, branch_id, branch_name },
    { branches, workstation, scope, preferences, full_sign_in_until, demo, practice },
    {
      // All of it: what waits for the second step is asked for when it is used.
      leaves: [...actor.leaves, ...open.withheld],
      second_factor: open.second_factor,
      help: facts.help && {
        help_id: facts.help.help_id,
        ticket: facts.help.ticket,
        writes: facts.help.writes,
        ends_at: facts.help.ends_at,
      },
      briefing_due: isDue(open, ctx.now),
    },
  )
}

interface Session {
  readonly demo: boolean
  readonly practice: Practice
  readonly site: Site
  /** Where staff may sign in too; null where this installation has no provider. */
  readonly provider: Provider | null
  readonly log: Log
}

const placeOf = ({ demo, practice }: Pick<Session, 'demo' | 'practice'>): Place => ({
  demo,
  practice: practice.room ? 'here' : practice.door ? 'offered' : 'none',
})

/** Where a browser signs out at the provider; a provider that is away keeps nobody signed in here. */
const signOutUrl = ({ provider, site }: Elsewhere): Promise<string | null> =>
  provider?.oidc.signOutUrl(`${site.origin}/`).catch(() => null) ?? Promise.resolve(null)

/** Signing in and out. Each door counts attempts for itself. */
export const sessionRoutes = (of: Session): readonly Route[] => {
  const { provider, site, log, practice } = of
  const place = placeOf(of)
  const patience: Patience = { attempts: newAttempts(), resting: newResting() }
  const elsewhere: Elsewhere = { provider, site, patience, log }
  return [
    on(op.signInWays, async () => ({ elsewhere: provider && { name: provider.name } })),
    on(op.beginOidc, (ctx, { body }, wire) => beginOidc(ctx, body, wire, elsewhere)),
    on(op.finishOidc, async (ctx, { body }, wire) =>
      told(ctx, await finishOidc(ctx, body, wire, elsewhere), place),
    ),
    on(op.linkOidc, async (ctx, { body }, wire) =>
      told(ctx, await linkOidc(ctx, body, wire, elsewhere), place),
    ),
    on(op.signIn, async (ctx, { body }, wire) => told(ctx, await signIn(ctx, body, wire, patience), place)),
    on(op.signOut, async (ctx, _, wire) => {
      const wasElsewhere = await signOut(await outOfHelp(ctx, wire), wire)
      return { elsewhere: wasElsewhere ? await signOutUrl(elsewhere) : null }
    }),
    on(op.readSession, ctx => told(ctx, ctx.secret, place)),
    on(op.switchStaff, async (ctx, { body }, wire) =>
      told(ctx, await switchStaff(ctx, body, wire, patience), place),
    ),
    on(op.chooseBranch, async (ctx, { body }) => {
      const { branch_id } = body
      const refused = await (ctx.actor.help ? moveHelp(ctx, branch_id) : chooseBranch(ctx, branch_id))
      return refused ?? told(ctx, ctx.secret, place)
    }),
    on(op.openHelp, async (ctx, { body }, wire) => told(ctx, await openHelp(ctx, body, wire), place)),
    on(op.leaveHelp, async (ctx, _, wire) => told(ctx, await leaveHelp(ctx, wire), place)),
    on(op.beginPractice, async ctx => {
      const initials = (await loadSession(ctx, false))?.facts.initials ?? ''
      return beginPractice(ctx, { initials }, practice.door)
    }),
    on(op.enterPractice, async (ctx, { body }, wire) =>
      told(ctx, await enterPractice(ctx, body, wire, { room: practice.room, patience }), place),
    ),
    on(op.resetPractice, async ctx => {
      const initials = (await loadSession(ctx, false))?.facts.initials ?? ''
      return told(ctx, await resetPractice(ctx, { initials }, practice.room), place)
    }),
    on(op.changePreferences, (ctx, { body }) => changePreferences(ctx, body)),
    on(op.signBriefing, async (ctx, { body }) => {
      const signed = await signBriefing(ctx, body)
      return 'signed' in signed ? told(ctx, ctx.secret, place) : signed
    }),
  ]
}

/** The second step: made, proven and taken away by its owner. */
export const factorRoutes = (of: Pick<Session, 'demo' | 'site' | 'practice'>): readonly Route[] => {
  const { site } = of
  const place = placeOf(of)
  const patience: Patience = { attempts: newAttempts(), resting: newResting() }
  const now = async (ctx: StaffCtx) => told(ctx, ctx.secret, place)
  /** What changed, with the session as it is now. */
  const withSession = async <T extends Added | OwnFactors>(ctx: StaffCtx, said: T | Refusal) => {
    if (isRefusal(said)) return said
    const session = await now(ctx)
    return isRefusal(session) ? session : { ...said, session }
  }
  return [
    on(op.changeOwnSecret, (ctx, { body }) => changeOwnSecret(ctx, body, patience)),
    on(op.readFactors, ctx => readFactors(ctx)),
    on(op.beginTotp, (ctx, { body }) => beginTotp(ctx, body, patience)),
    on(op.confirmTotp, async (ctx, ask) => withSession(ctx, await confirmTotp(ctx, ask))),
    on(op.beginPasskey, (ctx, { body }) => beginPasskey(ctx, body, { patience, site })),
    on(op.confirmPasskey, async (ctx, { body }) => withSession(ctx, await confirmPasskey(ctx, body, site))),
    on(op.removeFactor, async (ctx, { params }) =>
      withSession(ctx, await removeFactor(ctx, params.factor_id)),
    ),
    on(op.renewRecoveryCodes, async ctx => withSession(ctx, await renewRecoveryCodes(ctx))),
    on(op.askSecondFactor, async ctx => ({
      ...(await readFactors(ctx)),
      options: await questionFor(ctx, site),
    })),
    on(op.proveByCode, async (ctx, { body }) => (await proveByCode(ctx, body, patience)) ?? now(ctx)),
    on(op.proveByPasskey, async (ctx, { body }) => {
      const refused = await proveByPasskey(ctx, body.credential, { patience, site })
      return refused ?? now(ctx)
    }),
  ]
}

export const organisationRoutes = (hasProvider: boolean): readonly Route[] => [
  on(op.listBranches, ctx => listBranches(ctx)),
  on(op.changeBranch, changeBranch),
  on(op.readCalendar, readCalendar),
  on(op.changeCalendar, changeCalendar),
  on(op.changeCalendars, changeCalendars),
  on(op.listAgreements, ctx => listAgreements(ctx)),
  on(op.endAgreement, endAgreement),
  on(op.previewParting, (ctx, { params, query }) => previewParting(ctx, { ...params, ...query })),
  on(op.takeBackParting, takeBackParting),
  on(op.listParticipations, (ctx, { query }) => listParticipations(ctx, query)),
  on(op.addParticipation, addParticipation),
  on(op.endParticipation, endParticipation),
  on(op.listJoinings, (ctx, { query }) => listJoinings(ctx, query)),
  on(op.planJoining, planJoining),
  on(op.previewJoining, (ctx, { params }) => previewJoining(ctx, params.joining_id)),
  on(op.readJoining, (ctx, { params }) => readJoining(ctx, params.joining_id)),
  on(op.tellJoining, tellJoining),
  on(op.activateJoining, activateJoining),
  on(op.withdrawJoining, withdrawJoining),
  on(op.listWorkstations, ctx => listWorkstations(ctx)),
  on(op.registerWorkstation, registerWorkstation),
  on(op.changeWorkstation, changeWorkstation),
  on(op.listMachines, ctx => listMachines(ctx)),
  on(op.addMachine, addMachine),
  on(op.changeMachine, changeMachine),
  on(op.listWebsites, ctx => listWebsites(ctx)),
  on(op.addWebsite, addWebsite),
  on(op.changeWebsite, changeWebsite),
  on(op.listStaff, ctx => listStaff(ctx)),
  on(op.addStaff, addStaff),
  on(op.changeStaff, changeStaff),
  on(op.endAccount, endAccount),
  on(op.readCertification, (ctx, { query }) => readCertification(ctx, query)),
  on(op.certifyRole, certifyRole),
  on(op.readBriefing, ctx => readBriefing(ctx)),
  on(op.publishBriefing, publishBriefing),
  on(op.readUndertakings, (ctx, { query }) => readUndertakings(ctx, query)),
  on(op.resetFactors, resetFactors),
  on(op.inviteOidc, (ctx, ask) => inviteOidc(ctx, ask, hasProvider)),
  on(op.unlinkOidc, unlinkOidc),
  on(op.readCentralSettings, ctx => readCentralSettings(ctx)),
  on(op.changeCentralSetting, changeCentralSetting),
  on(op.readSettings, ctx => readSettings(ctx)),
  on(op.changeSetting, changeSetting),
  on(op.readChanges, (ctx, { query }) => readChanges(ctx, query)),
  ...helpRoutes,
]
