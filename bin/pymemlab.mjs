#!/usr/bin/env node
// The command `pymemlab`: hands over to the built command line, building it first in a working tree that has none.
import { existsSync } from 'node:fs'
import { cliFile, ensureCli, ensureInstalled } from '../scripts/lib/tree.mjs'

if (!existsSync(cliFile)) {
  ensureInstalled()
  ensureCli()
}
await import(new URL('../out/main/cli.js', import.meta.url).href)
