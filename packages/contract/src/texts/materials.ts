/** What the material of a title is called in Dutch, for pages and tables that people read. */
export const KINDS: Readonly<Record<string, string>> = {
  book: 'boek',
  magazine: 'tijdschrift',
  comic: 'strip',
  dvd: 'dvd',
  cd: 'cd',
  audiobook: 'luisterboek',
  game: 'spel',
  score: 'bladmuziek',
  map: 'kaart',
  kit: 'pakket',
  ebook: 'e-boek',
}
