/** Module marshal: importlib needs it to exist; the format itself is not supported, since no bytecode files are written. */
import { FAST } from '../object/define'
import { raise } from '../object/errors'
import { PyLong_FromLong } from '../object/number/int-core'
import { PyExc_NotImplementedError } from '../object/types'
import { addOwned, defineModule } from './define-module'

const refuse = FAST(() => raise(PyExc_NotImplementedError, 'marshal is not supported yet by this process'))

defineModule({
  name: 'marshal',
  methods: { dump: refuse, load: refuse, dumps: refuse, loads: refuse },
  exec: (_module, dict) => addOwned(dict, 'version', PyLong_FromLong(4)),
})
