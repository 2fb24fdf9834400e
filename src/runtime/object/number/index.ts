/** Loads the number types for their side effect. */
import './int'
import './bool'
import './float'
import './complex'
