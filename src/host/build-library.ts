/** Entry of scripts/build-stdlib.mjs: compiles the standard library into one cache file. Arguments: archive, output. */
import { LIBRARY_ROOT } from '../runtime/vfs/library-root'
import { buildCompiledLibrary } from './compiled-library'
import { StdlibArchive } from './stdlib-archive'

const [archive, outfile] = process.argv.slice(2)
const n = buildCompiledLibrary(new StdlibArchive(archive), (path) => `${LIBRARY_ROOT}/${path}`, outfile)
console.log(`${n} library modules compiled`)
