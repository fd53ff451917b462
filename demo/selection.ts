/**
 * What of the sources goes into the demo catalogue besides all Dutch titles of Project Gutenberg: works in the
 * other languages that Flemish libraries lend, music of Project Gutenberg, and other materials out of openly
 * licensed MARC files (see NOTICE).
 */

/** Works of these authors in these languages, so many of each, in the order of the catalogue. */
export const FOREIGN: readonly { language: string; authors: readonly string[]; each: number }[] = [
  {
    language: 'en',
    authors: [
      'Austen, Jane',
      'Dickens, Charles',
      'Doyle, Arthur Conan',
      'Twain, Mark',
      'Carroll, Lewis',
      'Stevenson, Robert Louis',
      'Wells, H. G. (Herbert George)',
    ],
    each: 6,
  },
  {
    language: 'fr',
    authors: ['Verne, Jules', 'Hugo, Victor', 'Dumas, Alexandre', 'Maupassant, Guy de', 'Zola, Émile'],
    each: 6,
  },
  {
    language: 'de',
    authors: [
      'Kafka, Franz',
      'Goethe, Johann Wolfgang von',
      'Fontane, Theodor',
      'Storm, Theodor',
      'Busch, Wilhelm',
    ],
    each: 6,
  },
]

/** Numbers in Project Gutenberg of sound recordings of a century ago: a stretch of its catalogue. */
export const RECORDINGS = { from: 10_156, to: 10_320, most: 60 } as const
/** Music among them that is no music: speeches, tests, and what nobody would put on a shelf today. */
export const LEFT_OUT =
  /Siegel-Myers|\bRecord\b|Plaque|Minstrel|Potpourri|Radio Program|Colored|Darkey|Coon|Interruptions/i

/** Scores of chamber and keyboard music, so many of each composer. */
export const SCORE_SUBJECT = /-- Scores$|^Piano music$|^Organ music$|^Concerti grossi$/
export const SCORES_EACH = 6

/** Records taken from MARC files of others: the file below the data folder, and the control numbers in it. */
export const BORROWED: readonly { file: string; materials: readonly string[]; skip: RegExp; most: number }[] =
  [
    {
      file: 'marc-bib-xml/lcnetdev+marc2bibframe2/dataset__oclc.xml',
      materials: ['cd', 'audiobook', 'dvd'],
      skip: /dent|Cardio|periodontal|Transparencies|Reading numbers/i,
      most: 75,
    },
    {
      file: 'marc-bib-xml/lcnetdev+marc2bibframe2/dataset__loc_general.xml',
      materials: ['comic'],
      skip: /^$/,
      most: 5,
    },
    {
      file: 'marc-bib-xml/lcnetdev+marc2bibframe2/dataset__princeton.xml',
      materials: ['score'],
      skip: /^$/,
      most: 10,
    },
    {
      file: 'marc-bib-iso2709/psu-libraries+psulib_traject/solr__sample_data__sample_psucat.shared.mrc',
      materials: ['dvd'],
      skip: /Lesson starters|move on|champion/i,
      most: 16,
    },
    {
      file: 'marc-bib-xml/solrmarc+solrmarc/test__data__records__specTestRecs.xml',
      materials: ['dvd', 'kit'],
      skip: /Supply|Law|pictorial/i,
      most: 12,
    },
    {
      file: 'marc-bib-xml/mikkovihonen+helmet-marcxml-bffi-skos-pipeline/tests__data__sample-marcxml__curated__2576727.xml',
      materials: ['game'],
      skip: /^$/,
      most: 1,
    },
    {
      file: 'marc-bib-xml/mikkovihonen+helmet-marcxml-bffi-skos-pipeline/tests__data__sample-marcxml__curated__2484550.xml',
      materials: ['cd'],
      skip: /^$/,
      most: 1,
    },
    {
      file: 'marc-bib-xml/tulibraries+cob_index/spec__fixtures__marc_files__game.xml',
      materials: ['game'],
      skip: /^$/,
      most: 1,
    },
    {
      file: 'marc-bib-xml/tulibraries+cob_index/spec__fixtures__marc_files__map.xml',
      materials: ['map'],
      skip: /^$/,
      most: 1,
    },
    {
      file: 'marc-bib-xml/tulibraries+cob_index/spec__fixtures__marc_files__video.xml',
      materials: ['dvd'],
      skip: /^$/,
      most: 1,
    },
  ]
