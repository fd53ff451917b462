import { allOf, shaped } from '../../../base/row.ts'
import type { PublicDb } from '../../../base/public-db.ts'
import { toSeconds } from './public-title.rules.ts'
import { pageOf } from './read-public.ts'
import { Last, lastTitle, Mapped, mappedTitles, STRETCH } from './sitemap.store.ts'
import { DECLARATION, element } from './xml.rules.ts'

const NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9'

/** The index of the maps (sitemaps.org 0.9): one for each stretch of title ids. */
export async function sitemapIndex(db: PublicDb, base: string): Promise<string> {
  const [[row] = []] = await db.ask([lastTitle])
  const last = Number(shaped(Last, row).last ?? 0)
  const stretches = Math.ceil(last / STRETCH)
  const all = Array.from(
    { length: stretches },
    (_, n) => `<sitemap>${element('loc', `${base}/sitemap/${n}.xml`)}</sitemap>`,
  )
  return `${DECLARATION}<sitemapindex xmlns="${NAMESPACE}">${all.join('')}</sitemapindex>`
}

export async function sitemap(db: PublicDb, stretch: number, base: string): Promise<string> {
  const [rows = []] = await db.ask([mappedTitles(stretch)])
  const all = allOf(Mapped, rows).map(
    ({ title_id, changed_at }) =>
      `<url>${element('loc', base + pageOf(title_id))}${element('lastmod', toSeconds(changed_at))}</url>`,
  )
  return `${DECLARATION}<urlset xmlns="${NAMESPACE}">${all.join('')}</urlset>`
}
