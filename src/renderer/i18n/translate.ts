/**
 * Text of the interface. A message may hold `{name}` for a value and `{name:one|other}` for a word that depends on a
 * number. The compiler reads the names out of the English text and asks for exactly these values.
 */
import { useCallback } from 'react'
import { type Locale, locale } from '../state/app-state'
import { useAtom } from '../state/atom'
import { EN, ZH } from './messages'

export type MessageKey = keyof typeof EN

/** The names between braces in a message. */
type Names<S extends string> = S extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends `${infer Base}:${string}` ? Base : Name) | Names<Rest>
  : never

export type MessageValues<K extends MessageKey> = Record<Names<(typeof EN)[K]>, string | number>
/** No second argument for a message without names, an object with all of them for the others. */
type Values<K extends MessageKey> = [Names<(typeof EN)[K]>] extends [never] ? [] : [values: MessageValues<K>]

const TABLES: Record<Locale, Record<MessageKey, string>> = { en: EN, zh: ZH }

/** Puts the values into a message. A value is text: braces in it mean nothing. */
export function fill(message: string, values: Readonly<Record<string, string | number>>): string {
  return message.replace(
    /\{(\w+)(?::([^|{}]*)\|([^|{}]*))?\}/g,
    (whole, name: string, one?: string, other?: string) => {
      if (!Object.hasOwn(values, name)) return whole
      if (one === undefined) return String(values[name])
      return Number(values[name]) === 1 ? one : (other ?? '')
    },
  )
}

export function translate<K extends MessageKey>(language: Locale, key: K, ...values: Values<K>): string {
  const message = TABLES[language][key]
  return values.length === 0 ? message : fill(message, values[0] as Record<string, string | number>)
}

/** In the present language, outside components. */
export function t<K extends MessageKey>(key: K, ...values: Values<K>): string {
  return translate(locale.get(), key, ...values)
}

/** A message without values whose key is only known at run time (labels of commands, titles of panels). */
export type PlainKey = { [K in MessageKey]: [Names<(typeof EN)[K]>] extends [never] ? K : never }[MessageKey]

export type Translate = typeof t

/** The translating function; the component renders again when the language changes. */
export function useT(): Translate {
  const language = useAtom(locale)
  return useCallback<Translate>((key, ...values) => translate(language, key, ...values), [language])
}
