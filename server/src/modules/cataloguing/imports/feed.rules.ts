/** What an installation allows its feeds: one folder with a folder for each, and hosts that may be asked. */
export interface Feeds {
  /** Null where none is set: then no feed comes from a folder. */
  readonly folder: string | null
  /** `host` or `host:port`, in small letters. */
  readonly hosts: readonly string[]
}

/** Whether an address is one that may be asked: http or https, and a host of the list. */
export function allowsAddress({ hosts }: Feeds, address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, host, username, password } = new URL(address)
  return (
    ['http:', 'https:'].includes(protocol) &&
    username === '' &&
    password === '' &&
    hosts.includes(host.toLowerCase())
  )
}

/** What of one part of a harvest is used: the records, where the list goes on, and an error that the repository told. */
export interface HarvestPage {
  readonly records: string
  readonly token: string | null
  readonly error: string | null
  readonly at: string | null
  /** By which name the repository knows each record, and the number that the record has (001). */
  readonly named: readonly { readonly identifier: string; readonly control_number: string }[]
  /** Names of records that were deleted there; their headers are no part of `records`. */
  readonly deleted: readonly string[]
}

const inside = (xml: string, name: string): string | null =>
  new RegExp(`<(?:[\\w.-]+:)?${name}(?:\\s[^>]*)?>([\\s\\S]*)</(?:[\\w.-]+:)?${name}>`).exec(xml)?.[1] ?? null
const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
}
const plain = (text: string): string =>
  text.replace(/&(?:amp|lt|gt|quot|apos);/g, e => ENTITIES[e] ?? e).trim()

/** An envelope of a record that is deleted: a header and nothing else (OAI-PMH 2.0 §2.5.1). */
const DELETED =
  /<(?:[\w.-]+:)?record(?:\s[^>]*)?>\s*<(?:[\w.-]+:)?header\s[^>]*status="deleted"[^>]*>([\s\S]*?)<\/(?:[\w.-]+:)?header>\s*<\/(?:[\w.-]+:)?record>/g
const HEADER = /<(?:[\w.-]+:)?header(?:\s[^>]*)?>([\s\S]*?)<\/(?:[\w.-]+:)?header>/g
const NUMBER = /<(?:[\w.-]+:)?controlfield\s[^>]*tag="001"[^>]*>([^<]*)</
const nameIn = (header: string): string | null => {
  const name = plain(inside(header, 'identifier') ?? '')
  return name === '' ? null : name
}

/** Each record that is there, by its name and its number; one without either cannot be told to be gone later. */
function namesIn(records: string): HarvestPage['named'] {
  const headers = [...records.matchAll(HEADER)]
  return headers.flatMap((header, i) => {
    const end = headers[i + 1]?.index ?? records.length
    const number = NUMBER.exec(records.slice(header.index, end))?.[1]
    const [identifier, control_number] = [nameIn(header[1] ?? ''), plain(number ?? '')]
    return identifier === null || control_number === '' ? [] : [{ identifier, control_number }]
  })
}

export function harvestPage(xml: string): HarvestPage {
  const list = inside(xml, 'ListRecords')
  const token = list === null ? null : inside(list, 'resumptionToken')
  const all = (list ?? '').replace(/<(?:[\w.-]+:)?resumptionToken[\s\S]*$/, '')
  const deleted = [...all.matchAll(DELETED)].flatMap(([, header]) => nameIn(header ?? '') ?? [])
  const records = all.replace(DELETED, '')
  const error = /<(?:[\w.-]+:)?error\s[^>]*code="(\w+)"/.exec(xml)?.[1] ?? null
  const at = inside(xml, 'responseDate')?.trim() ?? null
  return {
    records,
    token: token === null || plain(token) === '' ? null : plain(token),
    error,
    at,
    named: namesIn(records),
    deleted,
  }
}

/** The question for the next part: OAI-PMH 2.0, §3.5 (a token stands alone). */
export function harvestAddress(
  base: string,
  ask: {
    readonly token: string | null
    readonly prefix: string
    readonly set: string | null
    readonly from: string | null
  },
): string {
  const url = new URL(base)
  url.searchParams.set('verb', 'ListRecords')
  if (ask.token !== null) url.searchParams.set('resumptionToken', ask.token)
  else {
    url.searchParams.set('metadataPrefix', ask.prefix)
    if (ask.set !== null) url.searchParams.set('set', ask.set)
    if (ask.from !== null) url.searchParams.set('from', ask.from)
  }
  return url.href
}
