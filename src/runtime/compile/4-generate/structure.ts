/**
 * From a reducible control-flow graph to nested JavaScript: labelled blocks for merge points, loops for loop headers.
 * The algorithm is Norman Ramsey's "Beyond Relooper" (ICFP 2022): code of a block is emitted inside a labelled block
 * for each merge point it immediately dominates, latest in reverse postorder outermost.
 */
import type { Block } from './cfg'

export interface BlockEmitter {
  /** Emits the straight-line code of a block and its transfer of control through `jump`. */
  block(b: Block): void
  write(text: string): void
}

export const mergeLabel = (b: Block): string => `B${b.id}`
export const loopLabel = (b: Block): string => `L${b.id}`

/** Emits everything that entry dominates, entry first. */
export function structure(entry: Block, out: BlockEmitter): void {
  doTree(entry, out)
}

function doTree(b: Block, out: BlockEmitter): void {
  const merges = b.children.filter((c) => c.merge).sort((x, y) => y.rpo - x.rpo)
  if (b.loopHeader) out.write(`${loopLabel(b)}: for (;;) {`)
  for (const m of merges) out.write(`${mergeLabel(m)}: {`)
  out.block(b)
  for (let i = merges.length - 1; i >= 0; i--) {
    out.write('}')
    doTree(merges[i], out)
  }
  if (b.loopHeader) out.write('}')
}

/** The transfer from one block to another: a jump, or the target's own code when this is its only way in. */
export function branch(from: Block, to: Block, out: BlockEmitter): void {
  if (to.rpo <= from.rpo) out.write(`continue ${loopLabel(to)};`)
  else if (to.merge) out.write(`break ${mergeLabel(to)};`)
  else doTree(to, out)
}
