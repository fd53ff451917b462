import { changeCentralSetting } from '@kaft/contract/central-settings'
import { readBriefing } from '@kaft/contract/briefing'
import { readCertification } from '@kaft/contract/accounts'
import { listDepartures, ownDeparture } from '@kaft/contract/departures'
import { listFusions } from '@kaft/contract/fusions'
import { listMachines } from '@kaft/contract/machines'
import { listMoves } from '@kaft/contract/moving'
import { magdaConsultations, readMagda, registerNotices } from '@kaft/contract/magda'
import { applyClosure } from '@kaft/contract/closures'
import {
  changeBranch,
  changeCalendar,
  changeSetting,
  listStaff,
  readChanges,
  registerWorkstation,
} from '@kaft/contract/organisation'
import { listParticipations } from '@kaft/contract/participations'
import { listWebsites } from '@kaft/contract/websites'
import { paths } from '../base/paths.ts'
import type { Place } from '../base/place.ts'

/** Addresses of the settings, below the one that other modules know. */
export const rooms = {
  branches: '/instellingen/vestigingen',
  calendar: '/instellingen/kalender',
  closures: paths.closures,
  library: '/instellingen/bibliotheek',
  regulations: '/instellingen/reglement',
  workstations: '/instellingen/werkplekken',
  machines: '/instellingen/zelfuitleen',
  websites: '/instellingen/website',
  magda: '/instellingen/magda',
  staff: '/instellingen/medewerkers',
  certification: paths.certification,
  briefing: '/instellingen/briefing',
  central: '/instellingen/centraal',
  agreements: '/instellingen/samenwerking',
  participations: paths.participations,
  changes: '/instellingen/wijzigingen',
  moves: paths.moves,
  fusions: paths.fusions,
  departures: paths.departures,
  leaving: paths.ownDeparture,
} as const
export type Room = keyof typeof rooms
export const roomOfVersion = (version_id: string): string => `${rooms.regulations}/${version_id}`

export const roomOfJoining = (joining_id: string): string => `${rooms.agreements}/${joining_id}`

/** What someone must be allowed to find a room worth opening; empty is for every colleague. */
export const roomNeeds: Readonly<Record<Room, NonNullable<Place['needs']>>> = {
  branches: [changeBranch],
  calendar: [changeCalendar],
  closures: [applyClosure],
  library: [changeSetting],
  regulations: [],
  workstations: [registerWorkstation],
  machines: [listMachines],
  websites: [listWebsites],
  magda: [readMagda, registerNotices, magdaConsultations],
  staff: [listStaff],
  certification: [readCertification],
  briefing: [readBriefing],
  central: [changeCentralSetting],
  agreements: [],
  participations: [listParticipations],
  changes: [readChanges],
  moves: [listMoves],
  fusions: [listFusions],
  departures: [listDepartures],
  leaving: [ownDeparture],
}
