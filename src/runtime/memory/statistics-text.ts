/** The text of sys._debugmallocstats(), made from the figures. (_PyObject_DebugMallocStats, _PyDebugAllocatorStats) */
import { ARENA_MAP_ROOT_BYTES, ARENA_SIZE } from './address-map'
import { POOL_SIZE, SIZE_CLASSES, SMALL_REQUEST_THRESHOLD } from './pymalloc-layout'
import type { PymallocStatistics } from './statistics'

const MID_NODE_BYTES = 8 << 15
const BOT_NODE_BYTES = 8 << 14

function withCommas(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',')
}

function line(label: string, value: number): string {
  return `${label.padEnd(35)}=${withCommas(value).padStart(21)}\n`
}

/** Everything up to the free lists of the object types, with the blank line before them. */
export function pymallocStatisticsText(s: PymallocStatistics): string {
  let text = `Small block threshold = ${SMALL_REQUEST_THRESHOLD}, in ${SIZE_CLASSES} size classes.\n\n`
  text += 'class   size   num pools   blocks in use  avail blocks\n'
  text += '-----   ----   ---------   -------------  ------------\n'
  for (const c of s.classes) {
    const columns = [String(c.sizeClass).padStart(5), String(c.size).padStart(6), String(c.pools).padStart(11)]
    text += `${columns.join(' ')} ${String(c.blocksInUse).padStart(15)} ${String(c.blocksFree).padStart(13)}\n`
  }
  text += '\n'
  text += line('# arenas allocated total', s.arenasTotal)
  text += line('# arenas reclaimed', s.arenasReclaimed)
  text += line('# arenas highwater mark', s.arenasHighwater)
  text += line('# arenas allocated current', s.arenasCurrent)
  text += line(`${s.arenasCurrent} arenas * ${ARENA_SIZE} bytes/arena`, s.arenasCurrent * ARENA_SIZE)
  text += '\n'
  const rows: [string, number][] = [
    ['# bytes in allocated blocks', s.bytesAllocated],
    ['# bytes in available blocks', s.bytesAvailable],
    [`${s.unusedPools} unused pools * ${POOL_SIZE} bytes`, s.bytesUnusedPools],
    ['# bytes lost to pool headers', s.bytesPoolHeaders],
    ['# bytes lost to quantization', s.bytesQuantization],
    ['# bytes lost to arena alignment', s.bytesArenaAlignment],
  ]
  text += withTotal(rows)
  text += '\narena map counts\n'
  text += line('# arena map mid nodes', s.mapMidNodes)
  text += line('# arena map bot nodes', s.mapBotNodes)
  text += '\n'
  text += withTotal([
    ['# bytes lost to arena map root', ARENA_MAP_ROOT_BYTES],
    ['# bytes lost to arena map mid', s.mapMidNodes * MID_NODE_BYTES],
    ['# bytes lost to arena map bot', s.mapBotNodes * BOT_NODE_BYTES],
  ])
  return `${text}\n`
}

/** One line of the free lists, e.g. 8 free PyDictObjects of 48 bytes. */
export function freeListText(count: number, what: string, size: number): string {
  const label = `${count} free ${what} * ${size} bytes each`
  return `${label.padStart(48)} =${withCommas(count * size).padStart(21)}\n`
}

function withTotal(rows: readonly [string, number][]): string {
  const total = rows.reduce((sum, [, value]) => sum + value, 0)
  return rows.map(([label, value]) => line(label, value)).join('') + line('Total', total)
}
