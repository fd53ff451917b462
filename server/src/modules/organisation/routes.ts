import * as op from '@kaft/contract'
import type { Ctx, Refusal } from '../../base/ctx.ts'
import { isRefusal, refuse } from '../../base/ctx.ts'
import { on, type Route } from '../../base/route.ts'
import { endAgreement } from './agreements/end-agreement.ts'
import { previewParting, takeBackParting } from './agreements/take-back-parting.ts'
import { listAgreements } from './agreements/list-agreements.ts'
import { changeBranch, listBranches } from './branches/change-branch.ts'
import { changeCalendar, readCalendar } from './calendar/change-calendar.ts'
import { readChanges } from './change/read-changes.ts'
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

/** What a screen is told of its session; read anew, since it was just opened or changed. */
async function told(
  ctx: Ctx,
  secret: string | Refusal,
  demo: boolean,
): Promise<op.OkOf<typeof op.signIn> | Refusal> {
  if (isRefusal(secret)) return secret
  const open = await loadSession({ ...ctx, secret }, true)
  if (!open) return refuse('session_ended')
  const { facts, actor } = open
  const { session_id: _, version: __, roles: ___, full_until: full_sign_in_until, ...shown } = facts
  return { ...shown, leaves: [...actor.leaves], full_sign_in_until, demo }
}

/** Signing in and out. Each door counts attempts for itself. */
export const sessionRoutes = (demo: boolean): readonly Route[] => {
  const patience: Patience = { attempts: newAttempts(), resting: newResting() }
  return [
    on(op.signIn, async (ctx, { body }, wire) => told(ctx, await signIn(ctx, body, wire, patience), demo)),
    on(op.signOut, async (ctx, _, wire) => {
      await signOut(ctx, wire)
      return {}
    }),
    on(op.readSession, ctx => told(ctx, ctx.secret, demo)),
    on(op.switchStaff, async (ctx, { body }, wire) =>
      told(ctx, await switchStaff(ctx, body, wire, patience), demo),
    ),
    on(op.chooseBranch, async (ctx, { body }) => {
      const refused = await chooseBranch(ctx, body.branch_id)
      return refused ?? told(ctx, ctx.secret, demo)
    }),
    on(op.changePreferences, (ctx, { body }) => changePreferences(ctx, body)),
  ]
}

export const organisationRoutes = (): readonly Route[] => [
  on(op.listBranches, ctx => listBranches(ctx)),
  on(op.changeBranch, changeBranch),
  on(op.readCalendar, readCalendar),
  on(op.changeCalendar, changeCalendar),
  on(op.listAgreements, ctx => listAgreements(ctx)),
  on(op.endAgreement, endAgreement),
  on(op.previewParting, (ctx, { params, query }) => previewParting(ctx, { ...params, ...query })),
  on(op.takeBackParting, takeBackParting),
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
  on(op.readSettings, ctx => readSettings(ctx)),
  on(op.changeSetting, changeSetting),
  on(op.readChanges, (ctx, { query }) => readChanges(ctx, query)),
]
