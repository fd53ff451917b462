import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fold, indexText, spellings, wholeMakers, wholeTitle, wholeTitles, wordsOf } from './fold.rules.ts'

test('accents, capitals and the letter ĳ make no difference', () => {
  assert.equal(fold('Ĳsland, ĳs'), 'ijsland, ijs')
  assert.equal(fold('Čapek, Škvorecký, Ønder Straße'), 'capek, skvorecky, onder strasse')
  assert.equal(indexText('Hélène'), indexText('HELENE'))
  assert.equal(indexText('He\u0301le\u0300ne'), 'helene')
})

test('a word with a sign inside is indexed as one word and in its parts', () => {
  const cases: [text: string, words: string][] = [
    ['e-book', 'ebook e book'],
    ["foto's", 'fotos foto'],
    ["d'Artagnan", 'dartagnan artagnan'],
    ["'s-Gravenhage", 'sgravenhage s gravenhage'],
    ['J.K. Rowling', 'jk j k rowling'],
    ['Lijmen / Het been', 'lijmen het been'],
    ['1.000 vragen', '1000 1 000 vragen'],
    ['R&B', 'rb r b'],
    ['周禮', '周禮'],
  ]
  for (const [text, words] of cases) assert.equal(indexText(text), words, text)
})

test('several texts become one, and what is absent is nothing', () => {
  assert.equal(indexText('Een', null, 'twee'), 'een twee')
  assert.equal(indexText(null, '', '...'), '')
})

test('spellings are words of three letters or more, each once', () => {
  assert.deepEqual(spellings("De foto's van 1984", 'de Foto', null), ['fotos', 'foto', 'van'])
})

test('whatever the text, words hold letters and digits only, and none is longer than sixty', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), text => {
      for (const { joined, parts } of wordsOf(text)) {
        for (const word of [joined, ...parts]) {
          assert.match(word, /^[\p{L}\p{N}]+$/u)
          assert.ok([...word].length <= 60)
        }
      }
    }),
  )
})

test('words are the same ones whether other letters stand beside them or not', () => {
  const signs = fc.constantFrom(...'aZ9 -.&`\'"_/$'.split(''))
  fc.assert(
    fc.property(fc.string({ unit: fc.oneof(signs, fc.string({ minLength: 1, maxLength: 1 })) }), text => {
      assert.deepEqual(wordsOf(`${text} \u03a9`).slice(0, -1), wordsOf(text))
    }),
  )
  assert.deepEqual(wordsOf("foto's e-book J.K. R&B").length, 4)
})

test('a very long text is cut, and takes no long time', () => {
  const started = performance.now()
  assert.ok(indexText("a-'".repeat(500_000)).length < 50_000)
  assert.ok(wordsOf('x'.repeat(1_000_000)).every(w => w.joined.length === 60))
  assert.ok(performance.now() - started < 2_000)
})

test('a whole title is known without its article and without its other title', () => {
  assert.equal(wholeTitle('De Leeuw van Vlaanderen'), '=leeuwvanvlaanderen')
  assert.equal(wholeTitle('Het'), '=het')
  assert.equal(wholeTitle('?!'), null)
  assert.deepEqual(wholeTitles('Moby Dick; Or, The Whale'), ['=mobydickorthewhale', '=mobydick'])
  assert.deepEqual(wholeTitles('Heart of Darkness'), ['=heartofdarkness'])
})

test('a maker is known by the whole name either way, and by the family name', () => {
  assert.deepEqual(wholeMakers({ name: 'Willem Elsschot', heading: 'Elsschot, Willem' }), [
    '@willemelsschot',
    '@elsschotwillem',
    '@elsschot',
  ])
  assert.deepEqual(wholeMakers({ name: 'Multatuli', heading: 'Multatuli' }), ['@multatuli'])
})

test('initials are found as one word too', () => {
  assert.equal(indexText('H. G. Wells'), 'h g wells hg')
  assert.equal(indexText('Wells, H. G.'), 'wells h g hg')
  assert.equal(indexText('Plan B'), 'plan b')
})
