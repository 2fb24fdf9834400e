/** Items whose text holds the letters of the query in order, the closest ones first. An empty query keeps all. */
export function rank<T>(query: string, items: readonly T[], textOf: (item: T) => string): T[] {
  const wanted = query.trim().toLowerCase()
  if (wanted === '') return [...items]
  return items
    .map((item) => ({ item, score: score(wanted, textOf(item).toLowerCase()) }))
    .filter((entry) => entry.score !== null)
    .sort((a, b) => (a.score ?? 0) - (b.score ?? 0))
    .map((entry) => entry.item)
}

/** Lower is closer; null: it does not match. A whole part of the text beats scattered letters. */
function score(wanted: string, text: string): number | null {
  const whole = text.indexOf(wanted)
  if (whole >= 0) return whole === 0 || /\W/.test(text[whole - 1]) ? 0 : 1
  let from = 0
  let gaps = 0
  for (const letter of wanted.replaceAll(' ', '')) {
    const at = text.indexOf(letter, from)
    if (at < 0) return null
    gaps += at - from
    from = at + 1
  }
  return 10 + gaps
}
