import type { movingCodes } from '../codes.ts'
import { type CodeTexts, wordIn } from './about.ts'

type Texts = Pick<CodeTexts, (typeof movingCodes)[number]>

/** The sentences of a library that moves in. */
export const movingTexts: { readonly nl: Texts; readonly en: Texts } = {
  nl: {
    move_open_already: () => 'Er loopt al een overstap. Werk die eerst af, of zet ze stop.',
    move_wrong_state: () => 'Dat kan niet op dit moment van de overstap. Kijk hoe ver ze staat.',
    move_file_twice: about => `Het bestand ${wordIn(about, 'name') ?? ''} is er al. Haal het eerst weg.`,
    move_file_cut: () => 'Van dit bestand ontbreekt een stuk. Haal het weg en laad het opnieuw op.',
    move_no_files: () => 'Er is nog geen bestand dat bij de koppeling past. Voeg bestanden toe.',
    move_no_regulation: () =>
      'Er is nog geen actief reglement. Zonder reglement kunnen uitleningen niet overkomen.',
    move_check_again: () => 'Er is iets gewijzigd na de proefronde. Doe ze opnieuw.',
    move_does_not_fit: () => 'De tellingen kloppen niet. Zolang ze niet kloppen, kan je niet tekenen.',
    move_too_late: () => 'Terugkeren kon één dag lang. Nu kan het niet meer.',
    mapping_invalid: about => {
      const field = wordIn(about, 'field')
      return field === null ? 'Deze koppeling klopt niet.' : `Deze koppeling klopt niet: ${field}.`
    },
  },
  en: {
    move_open_already: () => 'A move is under way. Finish it first, or stop it.',
    move_wrong_state: () => 'That cannot be done at this point of the move. Look how far it is.',
    move_file_twice: about => `The file ${wordIn(about, 'name') ?? ''} is here already. Take it out first.`,
    move_file_cut: () => 'A part of this file is missing. Take it out and upload it again.',
    move_no_files: () => 'There is no file yet that the mapping fits. Add files.',
    move_no_regulation: () => 'There is no active regulation yet. Without one, loans cannot come over.',
    move_check_again: () => 'Something was changed after the dry run. Do it again.',
    move_does_not_fit: () => 'The counts do not fit. As long as they do not, you cannot sign.',
    move_too_late: () => 'Going back was possible for one day. Now it is not any more.',
    mapping_invalid: about => {
      const field = wordIn(about, 'field')
      return field === null ? 'This mapping is not right.' : `This mapping is not right: ${field}.`
    },
  },
}
