/** Captions of the reports that people read (HTML, Markdown), in both languages. */
export interface ReportTexts {
  madeBy(product: string, created: string): string
  cutOff: string
  answers: string
  collector: string
  charts: string
  memory: string
  counts: string
  generations: string
  pauses: string
  types: string
  lines: string
  functions: string
  marks: string
  caches: string
  layers: string
  stdout: string
  stderr: string
  scenario: string
  settings: string
  chain: string
  figure: string
  figures: string
  value: string
  virtualTime: string
  measuredTime: string
  peakResident: string
  peakTraced: string
  finalTraced: string
  allocations: string
  frees: string
  collections: string
  overhead: string
  longestPause: string
  leaked: string
  thresholds: string
  parameters: string
  hashSeed: string
  memoryLimit: string
  interval: string
  none: string
  off: string
  exit: string
  generation: string
  visited: string
  freed: string
  futile: string
  longest: string
  total: string
  type: string
  bytes: string
  alive: string
  created: string
  line: string
  function: string
  live: string
  allocated: string
  peak: string
  temporary: string
  blocks: string
  mark: string
  change: string
  time: string
  trigger: string
  duration: string
  collectionsTable: string
  shown(shown: string, all: string): string
  predicted: string
  hitRate: string
  hits: string
  misses: string
  entries: string
  resident: string
  mapped: string
  pymalloc: string
  raw: string
  traced: string
  used: string
  held: string
  unused: string
  uncollectable: string
  promoted: string
  end: string
  outputCut(shown: string, all: string): string
  noData: string
  hover: string
}

const ENGLISH: ReportTexts = {
  madeBy: (product, created) =>
    `Recorded by pymemlab ${product}, ${created}. Times are virtual: what CPython 3.11 is predicted to take.`,
  cutOff: 'The run was cut off: nothing is known by type and line.',
  answers: 'Answers',
  collector: 'Collector',
  charts: 'Over time',
  memory: 'Memory',
  counts: 'Counts against thresholds',
  generations: 'Objects by generation',
  pauses: 'GC pauses',
  types: 'Types alive at the end',
  lines: 'Allocations by line',
  functions: 'Allocations by function',
  marks: 'Marks',
  caches: 'Caches',
  layers: 'Layers of memory at the end',
  stdout: 'Standard output',
  stderr: 'Standard error',
  scenario: 'Scenario',
  settings: 'Settings',
  chain: 'Hash chain',
  figure: 'Figure',
  figures: 'Figures',
  value: 'Value',
  virtualTime: 'Virtual time',
  measuredTime: 'Taken by this machine',
  peakResident: 'Peak resident memory',
  peakTraced: 'Peak traced memory',
  finalTraced: 'Traced memory at the end',
  allocations: 'Allocations',
  frees: 'Frees',
  collections: 'Collections',
  overhead: 'Time in the collector',
  longestPause: 'Longest pause',
  leaked: 'Unreachable at the end',
  thresholds: 'Thresholds',
  parameters: 'Parameters',
  hashSeed: 'Hash seed',
  memoryLimit: 'Memory limit',
  interval: 'Sampling interval',
  none: 'none',
  off: 'off',
  exit: 'Exit code',
  generation: 'Generation',
  visited: 'Visited',
  freed: 'Freed',
  futile: 'Freed nothing',
  longest: 'Longest',
  total: 'Total',
  type: 'Type',
  bytes: 'Bytes',
  alive: 'Alive',
  created: 'Created',
  line: 'Line',
  function: 'Function',
  live: 'Live',
  allocated: 'Allocated',
  peak: 'At the peak',
  temporary: 'Temporary',
  blocks: 'Blocks',
  mark: 'Mark',
  change: 'Change',
  time: 'Time',
  trigger: 'Trigger',
  duration: 'Pause',
  collectionsTable: 'Longest collections',
  shown: (shown, all) => `${shown} of ${all}`,
  predicted: 'predicted',
  hitRate: 'Hit rate',
  hits: 'Hits',
  misses: 'Misses',
  entries: 'Entries',
  resident: 'resident',
  mapped: 'mapped',
  pymalloc: 'pymalloc',
  raw: 'raw',
  traced: 'traced',
  used: 'Used',
  held: 'Held',
  unused: 'Unused',
  uncollectable: 'Uncollectable',
  promoted: 'Promoted',
  end: 'end',
  outputCut: (shown, all) => `The first ${shown} of ${all}.`,
  noData: 'No samples were recorded.',
  hover: 'Point at the charts to read values.',
}

const CHINESE: ReportTexts = {
  madeBy: (product, created) => `由 pymemlab ${product} 记录，${created}。时间为虚拟时间：预测的 CPython 3.11 耗时。`,
  cutOff: '运行被中断：没有按类型和按行的数据。',
  answers: '结论',
  collector: '回收器',
  charts: '随时间变化',
  memory: '内存',
  counts: '计数与阈值',
  generations: '各代对象数',
  pauses: 'GC 暂停',
  types: '结束时存活的类型',
  lines: '按行分配',
  functions: '按函数分配',
  marks: '标记',
  caches: '缓存',
  layers: '结束时的内存分层',
  stdout: '标准输出',
  stderr: '标准错误',
  scenario: '场景',
  settings: '设置',
  chain: '哈希链',
  figure: '指标',
  figures: '数据',
  value: '值',
  virtualTime: '虚拟时间',
  measuredTime: '本机耗时',
  peakResident: '常驻内存峰值',
  peakTraced: '追踪内存峰值',
  finalTraced: '结束时的追踪内存',
  allocations: '分配次数',
  frees: '释放次数',
  collections: '回收次数',
  overhead: '回收器占用时间',
  longestPause: '最长暂停',
  leaked: '结束时不可达',
  thresholds: '阈值',
  parameters: '参数',
  hashSeed: '哈希种子',
  memoryLimit: '内存上限',
  interval: '采样间隔',
  none: '无',
  off: '关闭',
  exit: '退出码',
  generation: '代',
  visited: '访问',
  freed: '释放',
  futile: '无所获',
  longest: '最长',
  total: '合计',
  type: '类型',
  bytes: '字节',
  alive: '存活',
  created: '创建',
  line: '行',
  function: '函数',
  live: '存活',
  allocated: '已分配',
  peak: '峰值时',
  temporary: '临时',
  blocks: '块',
  mark: '标记',
  change: '变化',
  time: '时间',
  trigger: '触发',
  duration: '暂停',
  collectionsTable: '最长的回收',
  shown: (shown, all) => `${all} 中的 ${shown}`,
  predicted: '预测',
  hitRate: '命中率',
  hits: '命中',
  misses: '未命中',
  entries: '条目',
  resident: '常驻',
  mapped: '映射',
  pymalloc: 'pymalloc',
  raw: 'raw',
  traced: '追踪',
  used: '已用',
  held: '持有',
  unused: '未用',
  uncollectable: '不可回收',
  promoted: '晋升',
  end: '结束',
  outputCut: (shown, all) => `${all} 中的前 ${shown}。`,
  noData: '没有记录到采样。',
  hover: '指向图表即可读取数值。',
}

export const reportTexts = (locale: string): ReportTexts => (/^zh\b/i.test(locale) ? CHINESE : ENGLISH)
