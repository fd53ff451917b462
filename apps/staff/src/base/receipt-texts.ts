import { defineTexts } from './language.ts'

/** What stands on the receipt of a visit. */
export const receiptTexts = defineTexts(
  {
    title: 'Bon',
    card: (tail: string) => (tail === 'eID' ? 'Kaart: eID' : `Kaart …${tail}`),
    lent: 'Geleend',
    returned: 'Teruggebracht',
    due: (day: string) => `terug ${day}`,
    settled: 'Betaald',
    credit: 'Verrekend tegoed',
    rounding: 'Afronding',
    paid: 'Ontvangen',
    paidOut: 'Teruggegeven',
    open: 'Nog te betalen',
    owed: 'Je tegoed',
    hours: 'Openingsuren',
    renew: 'Verlengen kan online, aan de balie of aan het zelfuitleentoestel.',
    privacy: 'De privacyverklaring ligt aan de balie en staat op de website van de bib.',
  },
  {
    title: 'Receipt',
    card: tail => (tail === 'eID' ? 'Card: eID' : `Card …${tail}`),
    lent: 'Lent',
    returned: 'Brought back',
    due: day => `due ${day}`,
    settled: 'Paid',
    credit: 'Settled with credit',
    rounding: 'Rounding',
    paid: 'Received',
    paidOut: 'Given back',
    open: 'Still to pay',
    owed: 'Your credit',
    hours: 'Opening hours',
    renew: 'You can renew online, at the desk or at the self-service machine.',
    privacy: 'The privacy statement lies at the desk and stands on the website of the library.',
  },
)
