import { type Kind, setting } from './config-kinds.ts'
import { StartError } from './start-error.ts'

/** Countries of the European Economic Area, by ISO 3166-1 alpha-2: the Union, Iceland, Liechtenstein and Norway. */
const eea = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(
  ' ',
)

/** Where something outside stands, in which country, and the agreement under which it may have data. */
export interface Declared {
  readonly host: string
  readonly country: string
  readonly agreement: string
}
const HOST = /^[a-z0-9.:[\]_-]{1,253}$/

/** `mail.example.be=BE:VO-2026-3`, several separated by semicolons. */
export const declaredPlaces: Kind<readonly Declared[]> = {
  expects:
    'host=country:agreement, separated by semicolons, such as mail.example.be=BE:VO-2026-3 (country of the EEA as two letters, and the reference of the processor agreement)',
  read: text => {
    const found = text
      .split(';')
      .map(part => /^\s*([^=\s]+)=([A-Z]{2}):\s*(\S.{0,118}\S|\S)\s*$/.exec(part))
      .map(parts =>
        parts
          ? { host: (parts[1] ?? '').toLowerCase(), country: parts[2] ?? '', agreement: parts[3] ?? '' }
          : null,
      )
    return found.every(one => one !== null && HOST.test(one.host)) ? (found as Declared[]) : undefined
  },
}

export const placeSettings = {
  euHosts: setting(
    'KAFT_EU_HOSTS',
    declaredPlaces,
    undefined,
    'Every host outside of this machine that Kaft speaks to (database, mail, MAGDA, UiTPAS, sign-in, feeds), with its country in the EEA and the processor agreement: host=country:agreement, separated by semicolons. A start with any other host is refused (P51).',
  ),
} as const

/** What of the settings names a host outside. */
export interface Outside {
  readonly databaseUrl: string | undefined
  readonly smtpUrl: string | undefined
  readonly magdaUrl: string | undefined
  readonly uitpasUrl: string | undefined
  readonly oidcUrl: string | undefined
  readonly oidcHosts: string | undefined
  readonly feedHosts: readonly string[] | undefined
  readonly euHosts: readonly Declared[] | undefined
}

/** This machine itself: nothing that is said here leaves it (RFC 1122 §3.2.1.3, RFC 4291 §2.5.3, RFC 6761 §6.3). */
const isHere = (host: string): boolean =>
  host === '' ||
  host === 'localhost' ||
  host.endsWith('.localhost') ||
  host === '[::1]' ||
  host === '::1' ||
  /^127(\.\d{1,3}){3}$/.test(host)

const hostOf = (address: string): string => {
  const url = URL.parse(address.includes('://') ? address : `https://${address}`)
  if (url === null) return address.toLowerCase()
  // A database may be reached by a folder of sockets, which is of this machine.
  const asked = url.searchParams.get('host')
  const host = url.hostname === '' && asked !== null ? asked : decodeURIComponent(url.hostname)
  return host.startsWith('/') ? '' : host.toLowerCase()
}

const named = (raw: Outside): readonly (readonly [setting: string, address: string])[] => [
  ...(
    [
      ['DATABASE_URL', raw.databaseUrl],
      ['KAFT_SMTP_URL', raw.smtpUrl],
      ['KAFT_MAGDA_URL', raw.magdaUrl],
      ['KAFT_UITPAS_URL', raw.uitpasUrl],
      ['KAFT_OIDC_URL', raw.oidcUrl],
    ] as const
  ).flatMap(([name, address]) => (address === undefined ? [] : [[name, address] as const])),
  ...(raw.oidcHosts?.split(',') ?? []).map(host => ['KAFT_OIDC_HOSTS', host.trim()] as const),
  ...(raw.feedHosts ?? []).map(host => ['KAFT_FEED_HOSTS', host] as const),
]

/**
 * Nothing of a reader leaves the European Union (P51): each host that is spoken to has to be declared, with a country of the
 * EEA and the agreement under which it works. What stands on this machine needs no declaring.
 *
 * @throws StartError naming every setting and host, in Dutch: whoever runs Kaft is told what to write
 */
export function expectInEea(raw: Outside): void {
  const declared = raw.euHosts ?? []
  const faults = declared
    .filter(one => !eea.includes(one.country))
    .map(
      one =>
        `KAFT_EU_HOSTS noemt ${one.host} in ${one.country}: dat land ligt niet in de Europese Economische Ruimte`,
    )
  for (const [setting, address] of named(raw)) {
    const host = hostOf(address)
    if (isHere(host) || declared.some(one => one.host === host)) continue
    faults.push(
      `${setting} wijst naar ${host}, en die host staat niet in KAFT_EU_HOSTS: zet er ${host}=<land>:<verwerkersovereenkomst> bij, als hij in de Europese Economische Ruimte staat`,
    )
  }
  if (faults.length > 0) throw new StartError(`Kaft start niet. ${faults.join('; ')}.`)
}
