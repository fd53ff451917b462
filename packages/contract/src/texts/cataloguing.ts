import type { cataloguingCodes } from '../codes.ts'
import { type CodeTexts, wordIn } from './about.ts'

type Texts = Pick<CodeTexts, (typeof cataloguingCodes)[number]>

/** What of another catalogue was filled in wrongly. */
const TARGET_FIELDS: Readonly<Record<'nl' | 'en', Readonly<Record<string, string>>>> = {
  nl: {
    address: 'het adres',
    isbn: 'de vraag op ISBN',
    title: 'de vraag op titel',
    author: 'de vraag op auteur',
    version: 'de versie',
    coupling: 'de koppeling',
  },
  en: {
    address: 'the address',
    isbn: 'the question by ISBN',
    title: 'the question by title',
    author: 'the question by author',
    version: 'the version',
    coupling: 'the coupling',
  },
}

/** The sentences of cataloguing. */
export const cataloguingTexts: { readonly nl: Texts; readonly en: Texts } = {
  nl: {
    source_not_yours: () =>
      'Deze beschrijving is niet van jouw bibliotheek. Meld een fout aan wie ze beheert, of werk onder je eigen bron.',
    feed_not_allowed: about =>
      `Van ${wordIn(about, 'host') ?? 'dit adres'} mogen geen records komen. Wie de installatie beheert, kan dat toelaten.`,
    import_layout_wrong: () =>
      'Schrijf waar de exemplaren staan als 852:barcode=p,branch=b. De streepjescode moet erbij.',
    import_wrong_state: () => 'Dat kan niet op dit moment van de import. Kijk hoe ver ze staat.',
    import_file_cut: () => 'Van dit bestand ontbreekt een stuk. Begin een nieuwe import.',
    record_invalid: () => 'Dit record kan zo niet bewaard worden. Kijk de rode lijnen na.',
    record_number_in_use: () => 'Er is al een titel met dit nummer.',
    record_same: () => 'Er is niets gewijzigd.',
    report_closed: () => 'Deze melding is al afgesloten.',
    report_taken: () => 'Deze melding wordt al behandeld. Wie de beschrijving bijhoudt, antwoordt erop.',
    target_invalid: about =>
      `Kijk ${TARGET_FIELDS.nl[wordIn(about, 'field') ?? ''] ?? 'de velden'} na: zo kan deze catalogus niet bevraagd worden.`,
    targets_full: () => 'Er zijn al 200 andere catalogi. Wijzig er een die niemand gebruikt.',
    door_key_unknown: () => 'Deze sleutel is niet bekend of is ingetrokken. Zonder sleutel mag je ook lezen.',
    cover_invalid: () =>
      'Dit is geen beeld dat een omslag kan zijn. Neem een JPEG, PNG, GIF of WebP van hoogstens 900 kB.',
    title_is_here: () => 'Deze titel lijkt hier al te zijn. Vergelijk eerst, of zeg dat het een andere is.',
    change_selects_nothing: () => 'Geen enkele titel past. Zoek ruimer, of kijk de nummers na.',
    change_too_many: () =>
      'Dat zijn meer dan 20.000 titels. Verdeel ze, bijvoorbeeld per jaar of per materiaal.',
    change_wrong_state: () => 'Dat kan niet op dit moment van de wijziging. Kijk hoe ver ze staat.',
    item_used: () =>
      'Met dit exemplaar is al iets gebeurd, of het is niet van vandaag. Voer het af in plaats van het weg te halen.',
    title_merge_self: () => 'Dit is twee keer dezelfde titel. Kies de andere.',
    title_merge_material: () => 'De materiaalsoorten verschillen. Kijk na of het echt om hetzelfde gaat.',
    title_merge_isbn: () => 'De twee hebben een ander ISBN. Het kan een andere uitgave zijn.',
    title_merge_central: () =>
      'De beschrijving die verdwijnt, komt van een gedeelde bron. De titel van één bibliotheek blijft over.',
    title_merge_busy: () => 'Dit samenvoegen is nog bezig. Probeer het zo meteen opnieuw.',
    title_merge_undone: () => 'Dit samenvoegen is al ongedaan gemaakt.',
    title_merge_moved_on: () =>
      'De titel die bleef, is zelf samengevoegd of weg. Maak eerst dat samenvoegen ongedaan.',
    question_unclear: about =>
      `We begrijpen "${wordIn(about, 'part') ?? 'deze vraag'}" niet. Schrijf bijvoorbeeld auteur:elsschot, titel:"het been" of jaar:1990-1999.`,
    for_all_libraries: () =>
      'Dit geldt voor alle bibliotheken. Wie voor het consortium werkt, kan het wijzigen.',
    synonyms_too_few: () => 'Geef minstens twee woorden die hetzelfde betekenen.',
    synonym_too_long: about => `Hoogstens vier woorden: "${wordIn(about, 'word') ?? 'dit'}" is te lang.`,
    reindex_running: () => 'De zoekindex wordt al opnieuw opgebouwd.',
    reindex_not_running: () => 'De zoekindex wordt nu niet opnieuw opgebouwd.',
    list_dates_wrong: () => 'De laatste dag komt voor de eerste.',
    list_kind_fixed: () => 'De soort van een lijst kan niet wijzigen. Maak een nieuwe lijst.',
    list_computed: () => 'Deze lijst wordt vanzelf gemaakt. Zet titels op een lijst met eigen keuze.',
    list_full: () => 'Deze lijst is vol: hoogstens 200 titels.',
    holding_branch_unknown: about =>
      `We kennen geen vestiging “${wordIn(about, 'branch') ?? ''}”. Schrijf in 852 ‡b de code of de naam van een vestiging.`,
    purchase_says_nothing: () => 'Vul een titel of een ISBN in. Dan weet de aankoper wat je bedoelt.',
    purchase_isbn_wrong: () => 'Dit ISBN klopt niet. Kijk de cijfers na, of laat het veld leeg.',
    purchase_wrong_state: () => 'Deze suggestie staat intussen anders. Kijk in de lijst hoe ver ze staat.',
    purchase_reason_needed: () => 'Kies waarom je weigert. Kies je "andere reden", schrijf die dan op.',
    purchase_open_already: () => 'Voor deze titel loopt al een andere suggestie. Werk met die verder.',
    saved_search_empty: () => 'Deze zoekopdracht vraagt niets. Typ iets, of kies een filter.',
    saved_searches_full: () => 'Je bewaarde al 200 zoekopdrachten. Verwijder er eerst een.',
    saved_search_not_yours: () =>
      'Deze zoekopdracht is van een collega. Open ze, en bewaar ze onder een eigen naam.',
    saved_search_no_mail: () =>
      'Mailen kan hier niet: de koppeling is niet goedgekeurd of staat uit. Nieuwe titels zie je wel op het scherm.',
    work_not_chosen: () => 'Hier werd niets gekozen: de regels gelden al.',
    heading_in_use: () =>
      'Er is al een authorityrecord met deze kop. Gebruik dat, of maak de kop uniek, bijvoorbeeld met levensjaren.',
    heading_other_kind: () =>
      'Dit authorityrecord is van een andere soort. Een persoon hoort bij een persoon, een onderwerp bij een onderwerp.',
    authority_merged: () => 'Dit authorityrecord is samengevoegd met een ander. Werk daar verder.',
    authority_busy: () => 'Voor deze kop worden al titels aangepast. Wacht tot dat klaar is.',
    authority_same: () => 'Dit is hetzelfde authorityrecord. Kies een ander.',
    authority_nothing_behind: () => 'Alle titels hebben deze kop al.',
    authority_run_state: () => 'Dat kan nu niet. Kijk hoe ver de aanpassing staat.',
    authority_changed_since: () =>
      'Het authorityrecord is na het samenvoegen nog gewijzigd. Zet eerst die wijziging terug bij Versies.',
  },
  en: {
    source_not_yours: () =>
      'This description is not of your library. Report an error to who keeps it, or work under your own source.',
    feed_not_allowed: about =>
      `No records may come from ${wordIn(about, 'host') ?? 'this address'}. Who runs the installation can allow it.`,
    import_layout_wrong: () =>
      'Write where the items stand as 852:barcode=p,branch=b. The barcode is needed.',
    import_wrong_state: () => 'That cannot be done at this point of the import. Look how far it is.',
    import_file_cut: () => 'A part of this file is missing. Begin another import.',
    record_invalid: () => 'This record cannot be kept as it is. Look at the red lines.',
    record_number_in_use: () => 'There is a title with this number already.',
    record_same: () => 'Nothing was changed.',
    report_closed: () => 'This report is closed already.',
    report_taken: () => 'This report is being looked at. Who keeps the description answers it.',
    target_invalid: about =>
      `Look at ${TARGET_FIELDS.en[wordIn(about, 'field') ?? ''] ?? 'the fields'}: this catalogue cannot be asked like that.`,
    targets_full: () => 'There are 200 other catalogues already. Reuse one that nobody asks.',
    door_key_unknown: () => 'This key is not known, or was withdrawn. You may read without one.',
    cover_invalid: () =>
      'This is no image that a cover can be. Take a JPEG, PNG, GIF or WebP of at most 900 kB.',
    title_is_here: () => 'This title seems to be here already. Compare first, or say that it is another one.',
    change_selects_nothing: () => 'No title fits. Search wider, or check the numbers.',
    change_too_many: () =>
      'Those are more than 20,000 titles. Divide them, for instance by year or by material.',
    change_wrong_state: () => 'That cannot be done at this point of the change. Look how far it is.',
    item_used: () =>
      'Something happened with this item already, or it is not of today. Withdraw it instead of taking it away.',
    title_merge_self: () => 'This is the same title twice. Choose the other one.',
    title_merge_material: () => 'The materials differ. Check whether this is the same thing.',
    title_merge_isbn: () => 'The two have different ISBNs. It may be another edition.',
    title_merge_central: () =>
      'The description that goes is of a shared source. The title of one library would stay.',
    title_merge_busy: () => 'This merge is still under way. Try again in a moment.',
    title_merge_undone: () => 'This merge was undone already.',
    title_merge_moved_on: () => 'The title that stayed was merged itself, or is gone. Undo that merge first.',
    question_unclear: about =>
      `We cannot understand "${wordIn(about, 'part') ?? 'this question'}". Write for example author:elsschot, title:"het been" or year:1990-1999.`,
    for_all_libraries: () => 'This holds for every library. Who works for the consortium can change it.',
    synonyms_too_few: () => 'Give at least two words that mean the same.',
    synonym_too_long: about => `Four words at most: "${wordIn(about, 'word') ?? 'this'}" is too long.`,
    reindex_running: () => 'The index of search is being built anew already.',
    reindex_not_running: () => 'The index of search is not being built anew now.',
    list_dates_wrong: () => 'The last day comes before the first.',
    list_kind_fixed: () => 'The kind of a list cannot change. Make another list.',
    list_computed: () => 'This list is made by itself. Put titles on a list of your own choice.',
    list_full: () => 'This list is full: 200 titles at most.',
    holding_branch_unknown: about =>
      `No branch is called “${wordIn(about, 'branch') ?? ''}”. Write the code or the name of a branch into 852 ‡b.`,
    purchase_says_nothing: () => 'Fill in a title or an ISBN, so that the buyer knows what you mean.',
    purchase_isbn_wrong: () => 'This ISBN is not right. Check its digits, or leave the field empty.',
    purchase_wrong_state: () => 'This suggestion stands otherwise by now. The list says how far it is.',
    purchase_reason_needed: () => 'Choose why you decline. With "another reason", write it down.',
    purchase_open_already: () => 'Another suggestion for this title is open. Go on with that one.',
    saved_search_empty: () => 'This search asks nothing. Type something, or choose a filter.',
    saved_searches_full: () => 'You keep 200 searches already. Delete one first.',
    saved_search_not_yours: () =>
      'This search is a colleague’s. Open it, and keep it under a name of your own.',
    saved_search_no_mail: () =>
      'Mail cannot be sent here: the coupling is not approved or is off. You do see new titles on the screen.',
    work_not_chosen: () => 'Nothing was chosen here: the rules hold already.',
    heading_in_use: () =>
      'There is an authority record with this heading. Use it, or make the heading unique, for instance with dates.',
    heading_other_kind: () =>
      'This authority record is of another kind. A person belongs to a person, a subject to a subject.',
    authority_merged: () => 'This authority record was merged with another one. Go on there.',
    authority_busy: () => 'Titles are being changed for this heading already. Wait until that is done.',
    authority_same: () => 'This is the same authority record. Choose another one.',
    authority_nothing_behind: () => 'All titles have this heading already.',
    authority_run_state: () => 'That cannot be done now. Look how far the change is.',
    authority_changed_since: () =>
      'The authority record was changed after the merge. Bring that change back first, under Versions.',
  },
}
