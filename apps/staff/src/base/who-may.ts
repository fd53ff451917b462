import { type Leave, type RoleCode, roles } from '@kaft/contract/leave'
import type { Operation } from '@kaft/contract/operation'
import type { Language } from './language.ts'

const roleNames: Readonly<Record<RoleCode, Readonly<Record<Language, string>>>> = {
  balie: { nl: 'balie', en: 'desk' },
  hoofd_balie: { nl: 'hoofd balie', en: 'head of the desk' },
  catalografie: { nl: 'catalografie', en: 'cataloguing' },
  kas: { nl: 'kasverantwoordelijke', en: 'till manager' },
  beheer: { nl: 'beheerder', en: 'administrator' },
  overstap: { nl: 'overstapper', en: 'migration lead' },
  bestellen: { nl: 'bestellen', en: 'ordering' },
  inventaris: { nl: 'inventaris', en: 'inventory' },
  leners: { nl: 'lenersadministratie', en: 'patron administration' },
  cijfers: { nl: 'cijfers', en: 'figures' },
  nieuws: { nl: 'nieuws', en: 'news' },
  adreslijsten: { nl: 'adreslijsten', en: 'address lists' },
  dpo: { nl: 'DPO', en: 'DPO' },
  dpo_centraal: { nl: 'DPO van alle bibliotheken', en: 'DPO of all libraries' },
  consortium: { nl: 'consortiumbeheerder', en: 'consortium administrator' },
  helpdesk: { nl: 'helpdesk van Cultuurconnect', en: 'helpdesk of Cultuurconnect' },
  leverancier: { nl: 'IT-leverancier', en: 'IT supplier' },
}
export const roleName = (role: RoleCode, lang: Language): string => roleNames[role][lang]

/** "balie, hoofd balie of kasverantwoordelijke". */
const oneOfWords = (words: readonly string[], lang: Language): string =>
  words.length < 2
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} ${lang === 'nl' ? 'of' : 'or'} ${words.at(-1)}`

/** Who can grant or do it: the names of the roles with this leave, joined for a sentence. */
export const whoMay = (needs: readonly Operation['leave'][], lang: Language): string => {
  const found = (Object.keys(roles) as RoleCode[]).filter(role =>
    needs.some(need => (roles[role] as readonly Leave[]).includes(need as Leave)),
  )
  return oneOfWords(
    found.map(role => roleName(role, lang)),
    lang,
  )
}
