import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { EN, ZH } from '../../../src/renderer/i18n/messages'
import { fill, translate } from '../../../src/renderer/i18n/translate'

const renderer = resolve(import.meta.dirname, '../../../src/renderer')
const names = (message: string): string[] =>
  [...new Set([...message.matchAll(/\{(\w+)/g)].map((match) => match[1]))].sort()

describe('messages', () => {
  it('no message is empty, and every name it uses has a value', () => {
    for (const key of Object.keys(EN) as (keyof typeof EN)[]) {
      expect(EN[key].trim(), key).not.toBe('')
      expect(ZH[key].trim(), key).not.toBe('')
      const known = names(EN[key])
      expect(
        names(ZH[key]).filter((name) => !known.includes(name)),
        key,
      ).toEqual([])
    }
  })

  it('Chinese is Chinese: texts left in English are names', () => {
    const latin = (Object.keys(ZH) as (keyof typeof ZH)[]).filter((key) => !/[\u4e00-\u9fff]/.test(ZH[key]))
    // Only symbols, figures and proper names may stay as they are.
    expect(latin.filter((key) => /[a-z]{5,}/.test(ZH[key].replace(/\{[^}]*\}|pymalloc|Python/g, '')))).toEqual([])
  })

  it('fills in values, plurals and nothing else', () => {
    expect(translate('en', 'status.collections', { count: '1', n: 1 })).toBe('1 collection')
    expect(translate('en', 'status.collections', { count: '2', n: 2 })).toBe('2 collections')
    expect(fill('{a} {b}', { a: '{b}' })).toBe('{b} {b}')
  })

  it('no text of the interface is written into a component', () => {
    const files = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx'))
    const found: string[] = []
    for (const file of files) {
      const text = readFileSync(join(renderer, file), 'utf8')
      for (const [match] of text.matchAll(/\b(?:aria-label|title|placeholder|alt)="[^"]*[A-Za-z]{2}[^"]*"/g)) {
        if (!/="Ctrl\+D"/.test(match)) found.push(`${file}: ${match}`)
      }
      // Words between tags; a product's name may stand.
      for (const [, words] of text.matchAll(
        /<(?:span|p|button|h[1-6]|li|td|th|legend|label)[^<>{}]*>\s*([A-Z][a-z]+[^<>{}]*)</g,
      )) {
        if (!/^CPython/.test(words)) found.push(`${file}: ${words.trim()}`)
      }
    }
    expect(found).toEqual([])
  })
})
