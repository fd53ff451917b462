import { defineTexts } from '../../base/language.ts'

/** What the national register says of an address. */
export const registerTexts = defineTexts(
  {
    ask: 'Adres nu vragen aan het Rijksregister',
    protected:
      'Adres beschermd: de gemeente besliste dat dit adres aan niemand gezegd wordt. Geef het niet door.',
    said: {
      unanswered: 'Er kwam geen antwoord.',
      registered: 'Ingeschreven in het repertorium.',
      same: 'Het adres klopt.',
      changed: 'Het adres is aangepast.',
      protected: 'Het adres is beschermd. We bewaren het niet.',
      no_address: 'Het Rijksregister geeft geen bruikbaar adres. Er is niets gewijzigd.',
      unknown: '',
      refused: '',
      away: '',
    },
    replaced: 'Het rijksregisternummer is vervangen.',
    deceased:
      'Deze persoon is overleden volgens het Rijksregister. De melding staat bij Instellingen, MAGDA.',
  },
  {
    ask: 'Ask the national register for the address now',
    protected:
      'Address protected: the municipality decided that this address is told to nobody. Do not pass it on.',
    said: {
      unanswered: 'No answer came.',
      registered: 'Registered in the directory.',
      same: 'The address is right.',
      changed: 'The address was changed.',
      protected: 'The address is protected. We do not keep it.',
      no_address: 'The national register gives no address of use. Nothing was changed.',
      unknown: '',
      refused: '',
      away: '',
    },
    replaced: 'The national number was replaced.',
    deceased:
      'This person is deceased according to the national register. The notice is under Settings, MAGDA.',
  },
)
