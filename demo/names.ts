/**
 * Words that invented people are made of. Given names are among the most frequent of Belgium (Statbel, see
 * NOTICE), streets among the most frequent of Flanders (CRAB, see NOTICE), family names are common ones.
 * Nobody is meant: no combination was taken from anywhere.
 */
function list(text: string): readonly string[] {
  return text.split(',').map(word => word.trim())
}

type Given = { f: readonly string[]; m: readonly string[] }

/** Given names by the years in which they were in use: born before 1970, before 2000, and since. */
export const GIVEN: readonly { before: number; names: Given }[] = [
  {
    before: 1970,
    names: {
      f: list(`
  Maria, Monique, Christine, Jacqueline, Jeannine, Liliane, Francine, Bernadette, Yvonne, Agnes,
  Georgette, Simonne, Marleen, Hilde, Gerda, Magda, Nelly, Linda, Carine, Anita, Marianne, Rosa,
  Denise`),
      m: list(`
  Marc, Patrick, Jan, Eric, Paul, Dirk, Roger, Guy, Jozef, Marcel, Eddy, Guido, Albert, Frans,
  Walter, Rudy, Herman, Gilbert, Maurice, Karel, Lucien, Hendrik, Willem, Hubert`),
    },
  },
  {
    before: 2000,
    names: {
      f: list(`
  Nathalie, Sarah, Julie, Laura, Ann, Sofie, Els, Veerle, Inge, Fatima, Nadia, Kelly, Kim,
  Kathleen, Eline, Anja, Nele, Annelies, Jolien, Karen, Leen, Stefanie, Petra, Kristel, Joke,
  Yasmine, Tamara, Caroline, Zeynep, Amélie`),
      m: list(`
  David, Peter, Christophe, Kevin, Vincent, Geert, Steven, Wim, Simon, Koen, Pieter, Bruno,
  Stijn, Tim, Jonas, Kris, Ahmed, Hans, Sven, Stefan, Ruben, Mathias, Bert, Bram, Nick, Dries,
  Frederik, Jelle, Michiel, Youssef, Mehmet, André`),
    },
  },
  {
    before: 9999,
    names: {
      f: list(`
  Louise, Lina, Luna, Mia, Jade, Mila, Noor, Fien, Femke, Ella, Lena, Amber, Jana, Lara, Nina,
  Juliette, Elena, Manon, Zoë, Anaïs, Yasmine, Aya, Hélène, Chloé`),
      m: list(`
  Lucas, Noah, Liam, Nathan, Jules, Robbe, Milan, Wout, Arne, Maxim, Jasper, Kobe, Lars, Jens,
  Sam, Mathis, Emile, Rayan, Ibrahim, Théo, Gabriel, Hugo, Seppe, Mats`),
    },
  },
]

export const FAMILY: readonly string[] = list(`
  Peeters, Janssens, Maes, Jacobs, Mertens, Willems, Claes, Goossens, Wouters, De Smet, Hermans,
  Pauwels, Dubois, Vermeulen, Aerts, Michiels, De Clercq, Hendrickx, Martens, Lambert,
  Van den Broeck, Desmet, Segers, Van Damme, Stevens, Cools, De Backer, Verhoeven, De Vos,
  Lemmens, Bogaert, Thys, Verbeke, Van de Velde, Coppens, Bosmans, Smets, Vandenberghe, D'hondt,
  De Meyer, Lauwers, Declercq, Yilmaz, El Amrani, Haddad, Nguyen, Kowalski, Popescu, Öztürk,
  Benali, Van Hoof, Vercammen, De Wilde, Baert, Moens, Verstraete, Van Acker, De Pauw, Raes,
  Torfs, Müller, Fernández, Vandeputte, Bauwens, Callens, Debruyne, Geerts, Huysmans, Ooms,
  Van Gucht`)

export const STREETS: readonly string[] = list(`
  Molenstraat, Kerkstraat, Nieuwstraat, Schoolstraat, Veldstraat, Stationsstraat, Groenstraat,
  Bosstraat, Kasteelstraat, Kloosterstraat, Zandstraat, Hoogstraat, Broekstraat, Bergstraat,
  Kapelstraat, Berkenlaan, Beekstraat, Dorpsstraat, Heidestraat, Rozenlaan, Spoorwegstraat,
  Beukenlaan, Acacialaan, Tulpenlaan, Nachtegaalstraat, Lindestraat, Merelstraat, Eikenlaan,
  Vijverstraat, Guido Gezellestraat, Vaartstraat, Boomgaardstraat, Vredestraat, Lijsterstraat,
  Kastanjelaan, Parklaan, Begonialaan, Kouterstraat, Brouwerijstraat, Heuvelstraat, Noordstraat,
  Watermolenstraat, Azalealaan, Wijngaardstraat, Hendrik Consciencestraat`)

export const SCHOOLS: readonly string[] = list(`
  Basisschool De Regenboog, Basisschool De Zevensprong, Vrije Basisschool Sint-Jozef,
  Freinetschool De Appeltuin`)
export const CLASSES: readonly string[] = list(`
  Klas 1A, Klas 2B, Klas 3B, Klas 4A, Klas 5C, Klas 6A`)
export const INSTITUTIONS: readonly string[] = list(`
  Woonzorgcentrum De Linde, Kinderdagverblijf Pippeloentje, Dienstencentrum Het Anker,
  Jeugdhuis De Kelder`)

export const NOTES: readonly string[] = list(`
  Liever bellen dan mailen., Haalt ook de reserveringen van de buurvrouw af.,
  Brengt de boekenkoffer van de klas terug., Heeft een paraplu laten liggen, ligt aan de balie.,
  Kreeg een nieuwe pas, de oude is nog niet teruggebracht.,
  Begeleidt de leesgroep van donderdag.`)
