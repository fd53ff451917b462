import { element, escaped, DECLARATION } from '../xml.rules.ts'
import { oaiIdentifier, type PublicTitle } from '../public-title.rules.ts'

/** What a feed tells: a search, or a list of a library. Of who reads it, it knows nothing. */
export interface Feed {
  readonly name: string
  readonly about: string
  /** The page for people, and this feed itself. */
  readonly page: string
  readonly self: string
  readonly at: string
  readonly entries: readonly { readonly title: PublicTitle; readonly note: string | null }[]
  /** The address of the page of a title. */
  readonly pageOf: (title_id: string) => string
}

const aboutTitle = ({ row }: PublicTitle, note: string | null): string =>
  [row.author, row.year, note ?? row.summary].filter(Boolean).join(' · ')

/** RSS 2.0, with the address of itself as Atom has it. */
export function toRss(feed: Feed): string {
  const items = feed.entries.map(({ title, note }) => {
    const { row } = title
    const url = feed.pageOf(row.title_id)
    return `<item>${element('title', row.title)}${element('link', url)}<guid isPermaLink="false">${escaped(oaiIdentifier(row.title_id))}</guid>${element('pubDate', new Date(row.changed_at).toUTCString())}${element('description', aboutTitle(title, note))}</item>`
  })
  return `${DECLARATION}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>${element('title', feed.name)}${element('link', feed.page)}${element('description', feed.about)}<language>nl</language><atom:link href="${escaped(feed.self)}" rel="self" type="application/rss+xml"/>${element('lastBuildDate', new Date(feed.at).toUTCString())}${items.join('')}</channel></rss>`
}

/** JSON Feed 1.1 (jsonfeed.org). */
export const toJsonFeed = (feed: Feed): string =>
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.name,
    description: feed.about,
    home_page_url: feed.page,
    feed_url: feed.self,
    language: 'nl',
    items: feed.entries.map(({ title, note }) => ({
      id: oaiIdentifier(title.row.title_id),
      url: feed.pageOf(title.row.title_id),
      title: title.row.title,
      content_text: aboutTitle(title, note),
      date_modified: title.row.changed_at,
      ...(title.row.author === null ? {} : { authors: [{ name: title.row.author }] }),
    })),
  })
