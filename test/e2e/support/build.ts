/** Before the browser tests: what they start has to be built from the present sources. */
import { ensureApp, ensureCli } from '../../../scripts/lib/tree.mjs'

export default function setup(): void {
  if (process.env.PYMEMLAB_E2E_BUILT) return // scripts/test.mjs has just built it
  ensureCli()
  ensureApp()
}
