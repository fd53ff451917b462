import type { Contributor } from '@kaft/marc'
import type { PublicTitle } from '../public-title.rules.ts'

/** Types of schema.org for what a library lends. */
const TYPES: Readonly<Record<string, string>> = {
  book: 'Book',
  ebook: 'Book',
  comic: 'ComicStory',
  audiobook: 'Audiobook',
  magazine: 'Periodical',
  dvd: 'Movie',
  cd: 'MusicAlbum',
  score: 'SheetMusic',
  map: 'Map',
  game: 'Game',
}

/** Properties of schema.org by the role of MARC; any other role is a contributor. */
const ROLES: Readonly<Record<string, string>> = {
  aut: 'author',
  ill: 'illustrator',
  trl: 'translator',
  edt: 'editor',
  drt: 'director',
  act: 'actor',
  cmp: 'composer',
  prf: 'byArtist',
  nrt: 'readBy',
}

const maker = ({ name, kind }: Contributor) => ({
  '@type': kind === 'person' ? 'Person' : 'Organization',
  name,
})

function makersOf(contributors: readonly Contributor[]): Record<string, unknown> {
  const by = new Map<string, object[]>()
  for (const c of contributors) {
    const property = ROLES[c.role] ?? 'contributor'
    by.set(property, [...(by.get(property) ?? []), maker(c)])
  }
  return Object.fromEntries([...by].map(([property, all]) => [property, all.length === 1 ? all[0] : all]))
}

/** A library that has the title now, as an offer to borrow it. */
export interface Lender {
  readonly library_code: string
  readonly library_name: string
  readonly available: number
}

const offer = ({ library_code, library_name, available }: Lender) => ({
  '@type': 'Offer',
  businessFunction: 'http://purl.org/goodrelations/v1#LeaseOut',
  availability: available > 0 ? 'https://schema.org/InStock' : 'https://schema.org/OutOfStock',
  offeredBy: { '@type': 'Library', name: library_name, identifier: library_code },
})

/** The title in the words of schema.org, as JSON-LD; `url` is the address of its public page. */
export function toJsonLd({ facts: f }: PublicTitle, url: string, lenders: readonly Lender[]): object {
  const said = {
    '@context': 'https://schema.org',
    '@type': TYPES[f.material] ?? 'CreativeWork',
    '@id': url,
    url,
    name: [f.title, f.subtitle].filter(Boolean).join(' : '),
    ...makersOf(f.contributors),
    datePublished: f.year === null ? null : String(f.year),
    inLanguage: f.languages[0] ?? null,
    isbn: f.isbns[0] ?? null,
    issn: f.issns[0] ?? null,
    gtin13: f.eans[0] ?? null,
    bookEdition: f.edition,
    publisher: f.publisher === null ? null : { '@type': 'Organization', name: f.publisher },
    isPartOf: f.series[0] ? { '@type': 'CreativeWorkSeries', name: f.series[0].title } : null,
    position: f.series[0]?.volume ?? null,
    keywords: f.subjects.length > 0 ? f.subjects : null,
    genre: f.genres.length > 0 ? f.genres : null,
    abstract: f.summary,
    typicalAgeRange: f.age_from === null ? null : `${f.age_from}-${f.age_to ?? ''}`,
    offers: lenders.length > 0 ? lenders.map(offer) : null,
  }
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null))
}
