import { defineTexts } from './language.ts'

const reasons = (words: Readonly<Record<string, string>>): Readonly<Record<string, string>> => words

/** Words for charges and payments, wherever an account is shown. */
export const accountTexts = defineTexts(
  {
    kinds: {
      membership: 'Lidgeld',
      fine: 'Telaatgeld',
      lending_fee: 'Leengeld',
      deposit: 'Waarborg',
      hold: 'Reservering',
      card: 'Kaart',
      replacement: 'Vergoeding',
      processing: 'Verwerkingskost',
      damage: 'Schade',
      other: 'Andere kost',
    },
    what: {
      charge: 'Kost',
      payment: 'Betaald',
      waiver: 'Kwijtgescholden',
      reversal: 'Teruggeboekt',
      rounding: 'Afronding',
      credit: 'Tegoed',
      payout: 'Teruggegeven',
    },
    /** Reasons that Kaft itself gives; what somebody typed stands as it is. */
    reasons: reasons({
      found_again: 'teruggevonden',
      undo: 'ongedaan gemaakt',
      credit_used: 'verrekend',
      deposit_returned: 'waarborg terug',
    }),
    methods: { cash: 'contant', card: 'Bancontact', loose_terminal: 'los toestel' },
    heads: ['Dag', 'Wat', 'Hoe', 'Door', '#Bedrag'],
    past: 'Eerdere regels',
    rounding: (amount: string) => `afronding ${amount}`,
    backAlready: 'teruggeboekt',
    actions: 'Herstel',
  },
  {
    kinds: {
      membership: 'Membership fee',
      fine: 'Late fee',
      lending_fee: 'Lending fee',
      deposit: 'Deposit',
      hold: 'Reservation',
      card: 'Card',
      replacement: 'Replacement',
      processing: 'Processing cost',
      damage: 'Damage',
      other: 'Other cost',
    },
    what: {
      charge: 'Cost',
      payment: 'Paid',
      waiver: 'Waived',
      reversal: 'Booked back',
      rounding: 'Rounding',
      credit: 'Credit',
      payout: 'Given back',
    },
    reasons: reasons({
      found_again: 'found again',
      undo: 'undone',
      credit_used: 'settled',
      deposit_returned: 'deposit back',
    }),
    methods: { cash: 'cash', card: 'Bancontact', loose_terminal: 'loose terminal' },
    heads: ['Day', 'What', 'How', 'By', '#Amount'],
    past: 'Former lines',
    rounding: amount => `rounding ${amount}`,
    backAlready: 'booked back',
    actions: 'Correct',
  },
)
export type AccountTexts = (typeof accountTexts)['nl']
