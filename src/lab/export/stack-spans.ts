/** The stacks that the sampler saw, as frames that open and close in time: for formats that draw time from left to right. */
import type { Attribution } from '../../protocol/attribution'

export interface StackSpan {
  /** Index into the attribution's frames. */
  frame: number
  /** Virtual ns. */
  at: number
  opens: boolean
}

/**
 * Each stack stands for the time since the sample before it; frames that neighbours share from the root on stay open. Balanced,
 * properly nested, `at` never decreases.
 */
export function stackSpans({ stacks, stackSamples }: Attribution): StackSpan[] {
  const spans: StackSpan[] = []
  let open: number[] = []
  let now = 0
  for (const sample of [...stackSamples].sort((a, b) => a.time - b.time)) {
    if (sample.time <= now) continue
    const stack = stacks[sample.stack] ?? []
    let shared = 0
    while (shared < open.length && shared < stack.length && open[shared] === stack[shared]) shared++
    for (let i = open.length - 1; i >= shared; i--) spans.push({ frame: open[i], at: now, opens: false })
    for (let i = shared; i < stack.length; i++) spans.push({ frame: stack[i], at: now, opens: true })
    open = stack
    now = sample.time
  }
  for (let i = open.length - 1; i >= 0; i--) spans.push({ frame: open[i], at: now, opens: false })
  return spans
}
