import { defineTexts } from '../../base/language.ts'

export const terminalTexts = defineTexts(
  {
    asking: (amount: string) => `Op de betaalterminal staat ${amount}. Wacht op de lener.`,
    cancel: 'Breek af',
    outcomes: {
      declined: 'De betaling is geweigerd. Er is niets geboekt. Probeer opnieuw of kies een andere manier.',
      cancelled: 'De betaling is afgebroken. Er is niets geboekt.',
      unknown: 'De betaalterminal gaf geen antwoord. Kijk op de terminal of de betaling lukte.',
    },
    wasPaid: 'Wel betaald',
    wasNot: 'Niet betaald',
  },
  {
    asking: amount => `The payment terminal shows ${amount}. Wait for the patron.`,
    cancel: 'Break off',
    outcomes: {
      declined: 'The payment was declined. Nothing was booked. Try again or choose another way.',
      cancelled: 'The payment was broken off. Nothing was booked.',
      unknown: 'The payment terminal gave no answer. Look at the terminal to see whether it was paid.',
    },
    wasPaid: 'It was paid',
    wasNot: 'It was not paid',
  },
)
