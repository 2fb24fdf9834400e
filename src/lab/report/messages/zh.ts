/** Simplified Chinese. */
import type { Messages } from './messages'

export const CHINESE: Messages = {
  list: (items) => items.join('、'),
  sentences: (...parts) => parts.join(''),
  cutOff: '运行在结束前被中断，因此没有按类型和按行的数据。请让它运行到结束再查看。',
  at: (place) => `（${place}）`,
  outside: '场景之外',

  growing: {
    question: '内存在增长吗？',
    tooFew: (full, samples) =>
      `数据不足：只有 ${full} 次完全回收和 ${samples} 个采样。请运行更久，或在运行途中至少调用三次 gc.collect()。`,
    yes: (slope, first, last, span) => `是。存活内存在 ${span} 虚拟时间内从 ${first} 增加到 ${last}，即每秒 ${slope}。`,
    no: (level, span) => `否。存活内存稳定在约 ${level}（观察了 ${span} 虚拟时间）。`,
    shrinking: (slope, first, last, span) => `否，它在 ${span} 虚拟时间内从 ${first} 降到 ${last}，即每秒 ${slope}。`,
    objectsGrow: (slope, last) => `回收器跟踪的对象每秒增加 ${slope} 个，达到 ${last} 个。`,
    objectsSteady: (last) => `回收器跟踪的对象数稳定在约 ${last} 个。`,
    onlyObjectsGrow: (slope, first, last) =>
      `但回收器跟踪的对象每秒增加 ${slope} 个，从 ${first} 个增加到 ${last} 个。`,
    weak: '完全回收少于三次，因此以每二十分之一运行时间内的最低值为依据；尚未回收的垃圾可能抬高它。',
    warmUp: '前一半的点视为预热，未计入。',
    details: {
      slope: '存活字节的斜率',
      objectSlope: '被跟踪对象的斜率',
      agreement: '方向一致性（Kendall τ）',
      points: '参与判断的点',
      basis: '测量位置',
      peak: '被追踪内存的最大值',
    },
    basis: { 'full collections': '完全回收之后', 'interval minima': '每二十分之一运行时间的最低值', none: '无' },
  },
  whatGrows: {
    question: '什么在增长？',
    nothing: (from, to) => `从${from}到${to}，没有任何存活数据增加。`,
    grows: (from, to, types, lines) => `从${from}到${to}：按类型 ${types}；按行 ${lines}。`,
    growsTypes: (from, to, types) => `从${from}到${to}：${types}。`,
    most: (from, to, bytes, lines) => `途中从${from}到${to}增长最多，共 ${bytes}：${lines}。`,
    noMarks: (types) =>
      `场景没有设置标记，因此无法得知运行期间的增长。结束时存活的有 ${types}。在要检查的部分前后调用 lab.mark('before') 和 lab.mark('after')，即可看到其中增长的内容。`,
    type: (name, bytes, count) => `${name} ${bytes}（${count} 个对象）`,
    line: (place, bytes, blocks) => `${place} ${bytes}（${blocks} 个块）`,
    start: '开始',
    end: '结束',
  },
  rates: {
    question: '对象创建和销毁的速度有多快？',
    answer: (blocks, blockRate, frees, freeRate, seconds) =>
      `在 ${seconds} 内分配了 ${blocks} 个块（每虚拟秒 ${blockRate} 个），释放了 ${frees} 个（每秒 ${freeRate} 个）。`,
    bytes: (total, rate, average) => `共申请 ${total}（每秒 ${rate}），平均每块 ${average}。`,
    objects: (created, rate, freed) => `创建了 ${created} 个对象（每秒 ${rate} 个），销毁了 ${freed} 个。`,
    temporary: (share, place) => `${share} 的块在创建它的语句内就被释放，最多的是 ${place}。`,
    busiest: (rate, time, place) => `最繁忙的时刻在 ${time} 前后${place}，每秒 ${rate} 次分配。`,
    nothing: '该记录没有采样也没有总计，数据不足。',
    details: {
      allocated: '已分配',
      freed: '已释放',
      created: '创建的对象',
      destroyed: '销毁的对象',
      temporary: '临时块',
      busiest: '最繁忙的时段',
    },
  },
  consumers: {
    question: '谁占用的内存最多？',
    types: (types) => `结束时存活的类型：${types}。`,
    type: (name, bytes, count) => `${name} ${bytes}（${count} 个对象）`,
    lines: (lines) => `内存仍在使用的行：${lines}。`,
    interpreter: (bytes) => `解释器自身占用 ${bytes}。`,
    line: (place, bytes, share) => `${place} ${bytes}（${share}）`,
    function: (name, bytes, share) => `${name} ${bytes}（${share}）`,
    peak: (peak, time, lines) => `在峰值 ${peak}（${time}）时，占用最多的是 ${lines}。`,
    nothing: '结束时，场景分配的内存没有一块存活。',
    details: {
      type: (name) => `类型 ${name}`,
      line: (place) => `行 ${place}`,
      function: (name) => `函数 ${name}`,
      peak: '被追踪内存的峰值',
    },
  },
  collector: {
    question: '回收器的开销有多大？调优有效吗？',
    none: '没有开销：程序运行期间没有发生回收。',
    disabled: '程序开始时回收器是关闭的。',
    cost: (collections, total, share, longest, place) =>
      `${collections} 次回收的预测暂停共 ${total}，占虚拟时间的 ${share}；最长一次 ${longest}${place}。`,
    yield: (freed, visited, share) => `访问了 ${visited} 个对象，释放了其中 ${freed} 个（${share}）。`,
    futile: (futile, full, time) => `${futile} 次回收什么也没有释放（其中完全回收 ${full} 次），耗时 ${time}。`,
    defaults: '阈值始终是 CPython 的 700, 10, 10：没有调优。',
    tuned: (thresholds) =>
      `阈值为 ${thresholds}。要知道是否有效，请与同一场景在 CPython 默认值 700, 10, 10 下的记录比较。`,
    changed: (before, after, o1, o2, m1, m2) =>
      `运行期间阈值从 ${before} 改为 ${after}：开销从 ${o1} 变为 ${o2}，最长暂停从 ${m1} 变为 ${m2}。`,
    baseline: (o1, o2, m1, m2, peak) =>
      `与对比的记录相比，开销从 ${o1} 变为 ${o2}，最长暂停从 ${m1} 变为 ${m2}，常驻内存峰值变化 ${peak}。`,
    helped: '因此调优有效。',
    hurt: '因此调优适得其反。',
    traded: '因此调优是此消彼长。',
    noDifference: '因此调优没有明显差别。',
    details: {
      generation: (n) => `第 ${n} 代`,
      generationFigures: (collections, freed, p95, max) =>
        `${collections} 次回收，释放 ${freed} 个对象，暂停 p95 ${p95}，最长 ${max}`,
      overhead: '占虚拟时间',
      percentiles: '暂停 平均 / p50 / p95 / p99 / 最长',
      measured: '本机实测（非预测）',
      triggers: '触发暂停最多的行',
    },
  },
  caches: {
    question: '缓存命中率如何？',
    none: '程序结束时没有存活的 functools.lru_cache。',
    one: (name, rate, hits, calls) => `${name} 命中 ${rate}（${calls} 次调用中 ${hits} 次）。`,
    uncalled: (count, names) => `没有计数的（从未调用，或已被清空）有 ${count} 个（${names}）。`,
    full: (name, maxsize) => `${name} 的 ${maxsize} 个条目已满，会丢弃之后又被请求的条目。`,
    unbounded: (name, entries) => `${name} 没有上限，现有 ${entries} 个条目：只会增长。`,
    few: (calls) => `只有 ${calls} 次调用，说明不了什么。`,
    detail: (rate, hits, misses, entries, maxsize) =>
      `${rate}：命中 ${hits}，未命中 ${misses}，条目 ${entries} / ${maxsize}`,
    unlimited: '无上限',
  },
  cycles: {
    question: '有哪些对象泄漏在循环引用中？',
    none: '没有：结束后的一次完全回收没有发现不可达对象。',
    leaked: (objects) => `程序结束时，循环引用中有 ${objects} 个对象不可达且尚未回收。`,
    waiting: (threshold) => `这不多于等待下一次第 0 代回收的数量（阈值 ${threshold}）。`,
    collected: (objects) => `运行期间，回收器从循环中释放了 ${objects} 个对象。`,
    uncollectable: (objects) => `${objects} 个对象根本无法释放（gc.garbage）。`,
    resurrected: (objects) => `${objects} 个对象被其终结器复活。`,
    oldDeaths: (types) => `在老年代（只有完全回收才会检查）中死亡的对象：${types}。`,
    details: {
      leaked: '结束时不可达',
      collected: '运行期间从循环中释放',
      uncollectable: '无法回收',
      finalized: '由回收器终结',
      resurrected: '被复活',
    },
  },
  fragmentation: {
    question: '内存碎片化程度如何？',
    noSamples: '该记录没有采样，数据不足。',
    resident: (rss, used, unused, share) =>
      `结束时常驻 ${rss}，使用中 ${used}：${unused}（${share}）被占着但没有使用。`,
    pymalloc: (arenas, held, used, share) =>
      `pymalloc 持有 ${arenas} 个 arena（${held}），存放 ${used} 小对象；其中 ${share} 空闲。`,
    malloc: (held, used, share) => `系统 malloc 持有 ${held}，使用 ${used}；其中 ${share} 空闲。`,
    atPeak: (rss, time, share) => `在峰值（${time} 时 ${rss}）有 ${share} 未使用。`,
    high: '已释放的块散布在存活的块之间，因此这些内存无法归还系统。',
    details: { pools: '池中的块', arenas: 'arena 中的池', malloc: '堆中的块', process: '常驻内存中使用的' },
    layer: (used, held, unused) => `${held} 中的 ${used}，${unused} 未使用`,
  },
}
