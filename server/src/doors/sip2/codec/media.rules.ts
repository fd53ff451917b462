/** Media types of SIP2 (CK), by item type; what has none of its own is "other". */
const media: Readonly<Record<string, string>> = {
  book: '001',
  comic: '001',
  sprinter: '001',
  magazine: '002',
  newspaper: '002',
  dvd: '005',
  cd: '006',
  audiobook: '006',
  daisy: '006',
  language_course: '010',
}
export const mediaOf = (item_type: string): string => media[item_type] ?? '000'
