import { defineTexts } from '../base/language.ts'

export const pullTexts = defineTexts(
  {
    title: (branch: string) => `Kastlijst ${branch}`,
    about: (all: number, own: number, others: number) =>
      `${all} te zoeken · ${own} eerst voor ons (B), ${others} kan ook elders (N)`,
    more: 'Er is meer dan deze lijst toont. De rest volgt zodra je lijnen afwerkt.',
    none: 'Niets te zoeken op dit moment.',
    toShelf: 'Naar de reserveringskast',
    toList: 'Naar de kastlijst',
    print: 'Druk af',
    start: 'Start',
    goOn: 'Neem de volgende lijnen',
    stop: 'Stop met zoeken',
    walk: 'Zoek op de telefoon',
    order: 'Volgorde van de kasten',
    started: (n: number, time: string) =>
      n === 0
        ? 'Er zijn geen lijnen meer om te nemen.'
        : n === 1
          ? `1 lijn is van jou tot ${time}.`
          : `${n} lijnen zijn van jou tot ${time}.`,
    stopped: (n: number) =>
      n === 1
        ? '1 lijn vrijgegeven. Een andere vestiging kan ze zoeken.'
        : `${n} lijnen vrijgegeven. Een andere vestiging kan ze zoeken.`,
    until: (time: string) => `Jullie zoeken dit. Klaar om ${time}.`,
    colleague: (name: string, time: string) => `${name} zoekt dit. Klaar om ${time}.`,
    elsewhere: (branch: string, time: string) => `${branch} zoekt dit al. Klaar om ${time}.`,
    rows: 'Te zoeken',
    mark: { own: 'B', others: 'N' },
    markLong: { own: 'eerst voor ons', others: 'kan ook elders' },
    here: (n: number) => (n === 1 ? '1 exemplaar hier' : `${n} exemplaren hier`),
    needed: (n: number) => `${n} nodig`,
    tries: (n: number) => `al ${n} keer niet gevonden`,
    forBranch: (branch: string) => `voor ${branch}`,
    scan: 'Scan wat je vindt. Kaft zegt of het naar de reserveringskast gaat of in een bak.',
    found: (title: string, where: string) => `Gevonden: ${title}. ${where}.`,
    foundHeading: 'Gevonden',
    notFound: 'Niet gevonden',
    missed: (title: string) => `Niet gevonden: ${title}. Een andere vestiging kan nu zoeken.`,
    missing: (title: string, n: number) =>
      n === 1
        ? `Niet gevonden: ${title}. Het exemplaar staat nu als vermist.`
        : `Niet gevonden: ${title}. ${n} exemplaren staan nu als vermist.`,
    heads: ['Kast', 'Plaats', 'Titel', 'Streepjescode', 'Nodig', 'Voor', '✓'],
    share: 'Eerlijk verdeeld, laatste 90 dagen',
    shareAbout: 'Wat elke bibliotheek van de samenwerking vond voor de andere, en van hen kreeg.',
    shareHeads: ['Bibliotheek', '#Gevonden voor andere', '#Gekregen van andere'],
    waiting: (n: number) => `${n} in de wacht. We verwerken ze zodra er verbinding is.`,
    walking: {
      title: (branch: string) => `Zoeken in ${branch}`,
      left: (n: number) => (n === 1 ? 'nog 1 lijn' : `nog ${n} lijnen`),
      noShelf: 'Zonder kast',
      later: 'Later',
      type: 'Streepjescode',
      enter: 'Gevonden',
      done: 'Alles van deze ronde is gezocht.',
      begin: 'Start neemt de eerste lijnen voor een uur, zodat niemand anders ze zoekt.',
      atShelf: (shelf: string, n: number) =>
        n === 0 ? `Niets te zoeken in ${shelf}.` : `Kast ${shelf}: ${n} te zoeken.`,
      last: 'Laatste scan',
    },
    ordering: {
      title: (branch: string) => `Volgorde van de kasten · ${branch}`,
      about: 'Zet de kasten in de volgorde waarin je er langs wandelt. Dat doe je één keer.',
      rows: 'Kasten',
      items: (n: number) => (n === 1 ? '1 exemplaar' : `${n} exemplaren`),
      up: (shelf: string) => `${shelf} naar boven`,
      down: (shelf: string) => `${shelf} naar beneden`,
      first: (shelf: string) => `${shelf} vooraan`,
      moved: (shelf: string, place: number, of: number) => `${shelf}: plaats ${place} van ${of}.`,
      save: 'Bewaar de volgorde',
      saved: 'De volgorde is bewaard.',
      unsaved: 'Nog niet bewaard.',
      labels: 'Druk etiketten af',
      none: 'Geen exemplaar van deze vestiging heeft een kast.',
      keys: 'Kies een kast met de pijlen. Alt met een pijl verplaatst ze.',
      upKey: 'Kast naar boven',
      downKey: 'Kast naar beneden',
    },
    keys: { print: 'Druk de lijst af', start: 'Start met zoeken', missed: 'Niet gevonden' },
  },
  {
    title: branch => `Pull list ${branch}`,
    about: (all, own, others) =>
      `${all} to find · ${own} first for us (B), ${others} may come from elsewhere (N)`,
    more: 'There is more than this list shows. The rest follows as you finish lines.',
    none: 'Nothing to find at the moment.',
    toShelf: 'To the hold shelf',
    toList: 'To the pull list',
    print: 'Print',
    start: 'Start',
    goOn: 'Take the next lines',
    stop: 'Stop searching',
    walk: 'Search on the phone',
    order: 'Order of the shelves',
    started: (n, time) =>
      n === 0
        ? 'There are no more lines to take.'
        : n === 1
          ? `1 line is yours until ${time}.`
          : `${n} lines are yours until ${time}.`,
    stopped: n =>
      n === 1
        ? '1 line given back. Another branch may look for it.'
        : `${n} lines given back. Other branches may look for them.`,
    until: time => `You are looking for this. Done at ${time}.`,
    colleague: (name, time) => `${name} is looking for this. Done at ${time}.`,
    elsewhere: (branch, time) => `${branch} is looking for this already. Done at ${time}.`,
    rows: 'To find',
    mark: { own: 'B', others: 'N' },
    markLong: { own: 'first for us', others: 'may come from elsewhere' },
    here: n => (n === 1 ? '1 item here' : `${n} items here`),
    needed: n => `${n} needed`,
    tries: n => `not found ${n} times already`,
    forBranch: branch => `for ${branch}`,
    scan: 'Scan what you find. Kaft says whether it goes to the hold shelf or into a crate.',
    found: (title, where) => `Found: ${title}. ${where}.`,
    foundHeading: 'Found',
    notFound: 'Not found',
    missed: title => `Not found: ${title}. Another branch may look now.`,
    missing: (title, n) =>
      n === 1
        ? `Not found: ${title}. The item is missing now.`
        : `Not found: ${title}. ${n} items are missing now.`,
    heads: ['Shelf', 'Place', 'Title', 'Barcode', 'Needed', 'For', '✓'],
    share: 'Shared fairly, last 90 days',
    shareAbout: 'What each library of the cooperation found for the others, and got from them.',
    shareHeads: ['Library', '#Found for others', '#Got from others'],
    waiting: n => `${n} waiting. We process them when there is a connection.`,
    walking: {
      title: branch => `Searching in ${branch}`,
      left: n => (n === 1 ? '1 line left' : `${n} lines left`),
      noShelf: 'Without a shelf',
      later: 'Later',
      type: 'Barcode',
      enter: 'Found',
      done: 'Everything of this round has been looked for.',
      begin: 'Start takes the first lines for an hour, so that nobody else looks for them.',
      atShelf: (shelf, n) => (n === 0 ? `Nothing to find in ${shelf}.` : `Shelf ${shelf}: ${n} to find.`),
      last: 'Last scan',
    },
    ordering: {
      title: branch => `Order of the shelves · ${branch}`,
      about: 'Put the shelves in the order in which you walk along them. You do this once.',
      rows: 'Shelves',
      items: n => (n === 1 ? '1 item' : `${n} items`),
      up: shelf => `${shelf} up`,
      down: shelf => `${shelf} down`,
      first: shelf => `${shelf} first`,
      moved: (shelf, place, of) => `${shelf}: place ${place} of ${of}.`,
      save: 'Save the order',
      saved: 'The order is saved.',
      unsaved: 'Not saved yet.',
      labels: 'Print labels',
      none: 'No item of this branch has a shelf.',
      keys: 'Choose a shelf with the arrows. Alt with an arrow moves it.',
      upKey: 'Shelf up',
      downKey: 'Shelf down',
    },
    keys: { print: 'Print the list', start: 'Start searching', missed: 'Not found' },
  },
)
