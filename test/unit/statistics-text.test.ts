import { expect, test } from 'vitest'
import type { PymallocStatistics } from '../../src/runtime/memory/statistics'
import { freeListText, pymallocStatisticsText } from '../../src/runtime/memory/statistics-text'

/** What CPython 3.11.7 printed for these figures. */
const PRINTED = `Small block threshold = 512, in 32 size classes.

class   size   num pools   blocks in use  avail blocks
-----   ----   ---------   -------------  ------------
    0     16           1              18          1003
    4     80          15            2868           192
   31    512           1               4            27

# arenas allocated total           =                    1
# arenas reclaimed                 =                    0
# arenas highwater mark            =                    1
# arenas allocated current         =                    1
1 arenas * 1048576 bytes/arena     =            1,048,576

# bytes in allocated blocks        =              659,008
# bytes in available blocks        =              365,648
0 unused pools * 16384 bytes       =                    0
# bytes lost to pool headers       =                3,024
# bytes lost to quantization       =                4,512
# bytes lost to arena alignment    =               16,384
Total                              =            1,048,576

arena map counts
# arena map mid nodes              =                    1
# arena map bot nodes              =                    1

# bytes lost to arena map root     =              262,144
# bytes lost to arena map mid      =              262,144
# bytes lost to arena map bot      =              131,072
Total                              =              655,360

`

test('the text of _debugmallocstats', () => {
  const figures: PymallocStatistics = {
    classes: [
      { sizeClass: 0, size: 16, pools: 1, blocksInUse: 18, blocksFree: 1003 },
      { sizeClass: 4, size: 80, pools: 15, blocksInUse: 2868, blocksFree: 192 },
      { sizeClass: 31, size: 512, pools: 1, blocksInUse: 4, blocksFree: 27 },
    ],
    arenasTotal: 1,
    arenasReclaimed: 0,
    arenasHighwater: 1,
    arenasCurrent: 1,
    bytesAllocated: 659_008,
    bytesAvailable: 365_648,
    unusedPools: 0,
    bytesUnusedPools: 0,
    bytesPoolHeaders: 3024,
    bytesQuantization: 4512,
    bytesArenaAlignment: 16_384,
    mapMidNodes: 1,
    mapBotNodes: 1,
  }
  expect(pymallocStatisticsText(figures)).toBe(PRINTED)
})

test('a line of the free lists', () => {
  expect(freeListText(8, 'PyDictObjects', 48)).toBe(
    '            8 free PyDictObjects * 48 bytes each =                  384\n',
  )
  expect(freeListText(1, '17-sized PyTupleObjects', 160)).toBe(
    ' 1 free 17-sized PyTupleObjects * 160 bytes each =                  160\n',
  )
})
