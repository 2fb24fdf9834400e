/** Finds the inline metadata block of a script (PEP 723). */

import type { TomlTableWithoutBigInt } from 'smol-toml'
import { parse, TomlError } from 'smol-toml'

/** The regular expression of PEP 723: a block is a run of comment lines between `# /// TYPE` and `# ///`. */
const BLOCK = /^# \/\/\/ (?<type>[a-zA-Z0-9-]+)$\s(?<content>(?:^#(?:| .*)$\s)+)^# \/\/\/$/gm

/** `# /// script`, also where the rest is not a block. */
const OPENING = /^#\s*\/\/\/\s*script\s*$/m

export interface ScriptBlock {
  /** Parsed TOML; null when the script has no block or it cannot be read. */
  table: TomlTableWithoutBigInt | null
  /** Why the block cannot be read, with the script's line where it is known. */
  problem?: string
}

const lineAt = (source: string, index: number): number => source.slice(0, index).split('\n').length

/** Reads the block of type `script`. Never throws: a script may hold anything. */
export function readScriptBlock(source: string): ScriptBlock {
  // PEP 723 speaks of lines; a script saved on Windows has the same ones.
  const text = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const blocks = [...text.matchAll(BLOCK)].filter((match) => match.groups?.type === 'script')
  if (blocks.length > 1) {
    const line = lineAt(text, blocks[1].index)
    return { table: null, problem: `line ${line}: a second block '# /// script'; a script may have only one` }
  }
  if (blocks.length === 0) {
    const opening = OPENING.exec(text)
    if (opening === null) return { table: null }
    const line = lineAt(text, opening.index)
    return {
      table: null,
      problem: `line ${line}: '# /// script' opens no block; each line up to the closing '# ///' must be '#' or start with '# '`,
    }
  }
  const block = blocks[0]
  const content = (block.groups?.content ?? '')
    .split('\n')
    .map((line) => line.slice(line.startsWith('# ') ? 2 : 1))
    .join('\n')
  try {
    return { table: parse(content, { maxDepth: 20, unsafeKeyBehaviour: 'throw' }) }
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    const line = lineAt(text, block.index) + error.line
    const reason = error.message.split('\n')[0].replace(/^Invalid TOML document: /, '')
    return { table: null, problem: `line ${line}: not valid TOML: ${reason}` }
  }
}
