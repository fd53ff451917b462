/** Addresses of the settings, below the one that other modules know. */
export const rooms = {
  branches: '/instellingen/vestigingen',
  calendar: '/instellingen/kalender',
  library: '/instellingen/bibliotheek',
  regulations: '/instellingen/reglement',
  workstations: '/instellingen/werkplekken',
  staff: '/instellingen/medewerkers',
  agreements: '/instellingen/samenwerking',
  changes: '/instellingen/wijzigingen',
} as const
export type Room = keyof typeof rooms
export const roomOfVersion = (version_id: string): string => `${rooms.regulations}/${version_id}`
