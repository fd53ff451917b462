import assert from 'node:assert/strict'
import { test } from 'node:test'
import { searchNewsText } from './search-news.rules.ts'

const of = {
  name: 'Jeugddetectives',
  library_name: 'Bib Testgem',
  news: { came: 12, changed: 1, more: false },
  titles: [
    { title: 'De molen', author: 'Nele Peeters', came: true },
    { title: 'De vink', author: null, came: false },
  ],
}

test('a mail says how many, names the last ones, and leads to all of them', () => {
  const { subject, text } = searchNewsText(of, 'https://kaft.invalid/x', 'nl')
  assert.equal(subject, 'Nieuw bij Jeugddetectives')
  assert.equal(
    text,
    [
      'Bij je zoekopdracht “Jeugddetectives”: 12 nieuwe titels, 1 gewijzigde titel.',
      '',
      '- De molen · Nele Peeters',
      '- De vink (gewijzigd)',
      'en nog 11.',
      '',
      'Alles bekijken, of niet meer gemaild worden:',
      'https://kaft.invalid/x',
      '',
      'Bib Testgem',
    ].join('\n'),
  )
})

test('one title is told as one, more than was looked at as "at least", and English to who reads that', () => {
  const one = { ...of, news: { came: 1, changed: 0, more: true }, titles: of.titles.slice(0, 1) }
  assert.match(
    searchNewsText(one, 'x', 'nl').text,
    /: minstens 1 nieuwe titel\.\n\n- De molen · Nele Peeters\n\nAlles/,
  )
  assert.match(
    searchNewsText(one, 'x', 'en').text,
    /^For your search “Jeugddetectives”: at least 1 new title\./,
  )
})
