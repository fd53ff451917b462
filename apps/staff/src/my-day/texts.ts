import { defineTexts } from '../base/language.ts'

export const myDayTexts = defineTexts(
  {
    title: 'Mijn dag',
    about: (day: string, branch: string) => `${day} · ${branch}`,
    none: 'Niets te doen op dit moment.',
    toDesk: 'Naar de balie',
    waits: 'Wacht op jou',
    ready: 'Ter info',
    names: {
      pull_list: 'Kastlijst',
      hold_shelf_clear: 'Reserveringskast opruimen',
      to_receive: 'Te ontvangen uit een andere vestiging',
      call_list: 'Bellijst',
      hold_shelf: 'Ligt klaar in de reserveringskast',
    },
    about_counter: {
      pull_list: 'Staat hier op het rek en iemand wacht erop.',
      hold_shelf_clear: 'Niet afgehaald. Het kan naar de volgende.',
      to_receive: 'Is onderweg naar hier.',
      call_list: 'Ligt klaar voor wie geen e-mail heeft.',
      hold_shelf: 'Wacht op de lener.',
    },
    until: (when: string) => `kan wachten tot ${when}`,
    open: (name: string, n: number) => `${name}: ${n}`,
    updated: (time: string) => `bijgewerkt ${time}`,
  },
  {
    title: 'My day',
    about: (day, branch) => `${day} · ${branch}`,
    none: 'Nothing to do at the moment.',
    toDesk: 'To the desk',
    waits: 'Waits for you',
    ready: 'For your information',
    names: {
      pull_list: 'Pull list',
      hold_shelf_clear: 'Clear the hold shelf',
      to_receive: 'To receive from another branch',
      call_list: 'Call list',
      hold_shelf: 'Ready on the hold shelf',
    },
    about_counter: {
      pull_list: 'Stands on a shelf here and somebody waits for it.',
      hold_shelf_clear: 'Not picked up. It can go to the next.',
      to_receive: 'Is on its way to here.',
      call_list: 'Ready for who has no e-mail.',
      hold_shelf: 'Waits for the patron.',
    },
    until: when => `may wait until ${when}`,
    open: (name, n) => `${name}: ${n}`,
    updated: time => `updated ${time}`,
  },
)
