/** Times of one recording on the axis of another: marks of the same name coincide, between them time is stretched evenly. */
export interface Alignment {
  /** An instant of the second recording, as an instant of the first. */
  toFirst(time: number): number
  /** The other way round. */
  toSecond(time: number): number
}

export function alignment(marks: readonly { a: number; b: number }[]): Alignment {
  const points: { a: number; b: number }[] = [{ a: 0, b: 0 }]
  for (const mark of [...marks].sort((x, y) => x.a - y.a)) {
    const last = points[points.length - 1]
    // Marks that were passed in another order cannot be aligned: the earlier ones decide.
    if (mark.a > last.a && mark.b > last.b) points.push(mark)
  }
  return {
    toFirst: (time) => stretch(points, time, 'b', 'a'),
    toSecond: (time) => stretch(points, time, 'a', 'b'),
  }
}

function stretch(points: { a: number; b: number }[], time: number, from: 'a' | 'b', to: 'a' | 'b'): number {
  let i = 0
  while (i + 1 < points.length && points[i + 1][from] <= time) i++
  const left = points[i]
  const right = points[i + 1]
  const rate = right ? (right[to] - left[to]) / (right[from] - left[from]) : 1
  return left[to] + (time - left[from]) * rate
}
