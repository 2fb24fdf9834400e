/** Binary searches over a sorted column, of which the first `length` values count. */

/** Index of the first value that is not smaller than `wanted`; `length` when there is none. */
export function lowerBound(values: ArrayLike<number>, length: number, wanted: number): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >> 1
    if (values[middle] < wanted) low = middle + 1
    else high = middle
  }
  return low
}

/** Index of the last value that is not larger than `wanted`; -1 when there is none. */
export function lastAtOrBefore(values: ArrayLike<number>, length: number, wanted: number): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >> 1
    if (values[middle] <= wanted) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** Index of the value nearest to `wanted`; -1 when there are no values. */
export function nearest(values: ArrayLike<number>, length: number, wanted: number): number {
  if (length === 0) return -1
  const after = lowerBound(values, length, wanted)
  if (after === 0) return 0
  if (after === length) return length - 1
  return values[after] - wanted < wanted - values[after - 1] ? after : after - 1
}
