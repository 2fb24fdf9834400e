/**
 * An independent model of pymalloc's rules, written for clarity: objects and arrays instead of bytes, no shared code with the runtime.
 * A place is `arena number * 2^20 + offset`, arenas numbered in order of creation.
 */
interface Pool {
  arena: Arena
  offset: number
  size: number
  /** Free blocks, the next to give last. */
  free: number[]
  next: number
  count: number
}

interface Arena {
  number: number
  carved: number
  freePools: Pool[]
}

const POOLS = 64
const POOL = 16384

export class SimplePymalloc {
  /** Arenas with a free pool; the first is used first. */
  private usable: Arena[] = []
  private readonly used = new Map<number, Pool[]>()
  private readonly pools = new Map<number, Pool>()
  private arenasMade = 0
  arenas = 0

  private freePools(arena: Arena): number {
    return POOLS - arena.carved + arena.freePools.length
  }

  malloc(n: number): number {
    const size = Math.ceil(n / 16) * 16
    const list = this.used.get(size) ?? []
    this.used.set(size, list)
    if (list.length === 0) list.push(this.takePool(size))
    const pool = list[0]
    const block = pool.free.pop()!
    pool.count++
    if (pool.free.length === 0) {
      if (pool.next + size <= POOL) {
        pool.free.push(pool.next)
        pool.next += size
      } else {
        list.shift()
      }
    }
    return pool.arena.number * 2 ** 20 + pool.offset + block
  }

  private takePool(size: number): Pool {
    if (this.usable.length === 0) {
      this.usable.push({ number: this.arenasMade++, carved: 0, freePools: [] })
      this.arenas++
    }
    const arena = this.usable[0]
    let pool = arena.freePools.pop()
    if (pool === undefined) {
      pool = { arena, offset: arena.carved++ * POOL, size: 0, free: [], next: 0, count: 0 }
      this.pools.set(arena.number * POOLS + pool.offset / POOL, pool)
    }
    if (this.freePools(arena) === 0) this.usable.shift()
    // Same size as before: the pool is used as it was left.
    if (pool.size !== size) Object.assign(pool, { size, free: [48 + size, 48], next: 48 + 2 * size })
    return pool
  }

  free(place: number): void {
    const pool = this.pools.get(Math.floor(place / POOL))!
    const list = this.used.get(pool.size)!
    const wasFull = pool.free.length === 0
    pool.free.push(place % POOL)
    pool.count--
    if (wasFull) list.unshift(pool)
    else if (pool.count === 0) {
      list.splice(list.indexOf(pool), 1)
      this.poolCameBack(pool)
    }
  }

  private poolCameBack(pool: Pool): void {
    const { arena } = pool
    const before = this.freePools(arena)
    arena.freePools.push(pool)
    if (before === 0) {
      this.usable.unshift(arena)
      return
    }
    const at = this.usable.indexOf(arena)
    if (before + 1 === POOLS && at < this.usable.length - 1) {
      this.usable.splice(at, 1)
      this.arenas--
      return
    }
    // Behind the last one that has as many free pools as this one had.
    let last = at
    while (last + 1 < this.usable.length && this.freePools(this.usable[last + 1]) === before) last++
    this.usable.splice(at, 1)
    this.usable.splice(last, 0, arena)
  }
}
