/**
 * Module _warnings. It exists because importlib asks for it, and it is empty on purpose: warnings.py then uses its own
 * Python implementation, which is complete.
 */
import { defineModule } from './define-module'

defineModule({
  name: '_warnings',
  doc: '_warnings provides basic warning filtering support.\nIt is a helper module to speed up interpreter start-up.',
})
