/** Names that completion offers after `module.`, with a sentence in both languages. */
import type { Locale } from '../state/app-state'

export interface PythonName {
  name: string
  /** What follows the name: '()' for a call without arguments, '(x)' ... ; '' for a value. */
  call: string
  text: Record<Locale, string>
}

const row = (name: string, call: string, en: string, zh: string): PythonName => ({ name, call, text: { en, zh } })

export const PYTHON_MODULES: Record<string, readonly PythonName[]> = {
  lab: [
    row(
      'mark',
      '(name)',
      'Draws a named line at this instant in the charts, and keeps live figures of it.',
      '在图表的此刻画一条带名称的线，并保存当时的存活数据。',
    ),
    row(
      'snapshot',
      '(name)',
      'Keeps the live figures by line and type under a name.',
      '以给定名称保存按行和按类型的存活数据。',
    ),
    row(
      'param',
      '(name, default)',
      'The value of a parameter of this scenario; the default when none was set.',
      '本脚本参数的值；未设置时为默认值。',
    ),
    row(
      'expect',
      '(condition, message)',
      'Records whether something that should hold does; the run goes on either way.',
      '记录某个预期是否成立；无论如何运行都会继续。',
    ),
    row(
      'malloc',
      '(size)',
      'Allocates a raw block with the system allocator and gives its address.',
      '用系统分配器分配一块原始内存，返回其地址。',
    ),
    row('free', '(address)', 'Frees a block of lab.malloc.', '释放由 lab.malloc 分配的内存块。'),
  ],
  gc: [
    row(
      'collect',
      '(generation=2)',
      'Collects a generation and the younger ones; gives the number of unreachable objects.',
      '回收指定代及更年轻的代；返回不可达对象的数量。',
    ),
    row('enable', '()', 'Switches automatic collection on.', '开启自动回收。'),
    row('disable', '()', 'Switches automatic collection off; counting goes on.', '关闭自动回收；计数仍继续。'),
    row('isenabled', '()', 'Whether automatic collection is on.', '自动回收是否开启。'),
    row('get_count', '()', 'The counts of the three generations, as a tuple.', '三代的计数，返回元组。'),
    row('get_threshold', '()', 'The thresholds of the three generations, as a tuple.', '三代的阈值，返回元组。'),
    row(
      'set_threshold',
      '(threshold0, threshold1, threshold2)',
      'Sets the thresholds; 0 for the first one switches automatic collection off.',
      '设置阈值；第一个为 0 时关闭自动回收。',
    ),
    row(
      'get_objects',
      '(generation=None)',
      'All objects the collector tracks, of one generation when it is given.',
      '回收器跟踪的全部对象；可只取某一代。',
    ),
    row(
      'get_referrers',
      '(*objs)',
      'Tracked objects that refer directly to one of these.',
      '直接引用这些对象的受跟踪对象。',
    ),
    row(
      'get_referents',
      '(*objs)',
      'Objects that these refer to directly, as tp_traverse visits them.',
      '这些对象直接引用的对象（由 tp_traverse 访问）。',
    ),
    row(
      'get_stats',
      '()',
      'Collections, collected and uncollectable objects of each generation.',
      '每一代的回收次数、回收数和不可回收数。',
    ),
    row('is_tracked', '(obj)', 'Whether the collector tracks an object.', '回收器是否跟踪该对象。'),
    row('is_finalized', '(obj)', 'Whether the finalizer of an object has run.', '对象的终结器是否已经运行。'),
    row(
      'freeze',
      '()',
      'Moves all tracked objects out of the generations; later collections ignore them.',
      '把所有受跟踪对象移出各代，之后的回收会忽略它们。',
    ),
    row('unfreeze', '()', 'Moves frozen objects into the oldest generation.', '把冻结的对象移回最老的一代。'),
    row('get_freeze_count', '()', 'How many objects are frozen.', '被冻结对象的数量。'),
    row(
      'set_debug',
      '(flags)',
      'Makes the collector say what it does on standard error.',
      '让回收器在标准错误中输出调试信息。',
    ),
    row(
      'callbacks',
      '',
      'Functions called before and after each collection, with a phase and its figures.',
      '每次回收前后调用的函数列表。',
    ),
    row('garbage', '', 'Objects the collector found unreachable and could not free.', '不可达却无法释放的对象。'),
  ],
  sys: [
    row(
      'getrefcount',
      '(obj)',
      'References to an object, its own argument included.',
      '对象的引用数，包含参数自身这一个。',
    ),
    row(
      'getsizeof',
      '(obj)',
      'Bytes of an object alone, with the header of the collector.',
      '对象自身的字节数，含回收器头部。',
    ),
    row('getallocatedblocks', '()', 'Blocks of pymalloc in use.', 'pymalloc 正在使用的块数。'),
    row(
      'intern',
      '(string)',
      'The one string of this text in the table of interned strings.',
      '返回驻留表中与之相同的字符串。',
    ),
    row('setrecursionlimit', '(limit)', 'Sets how deep calls may nest.', '设置递归深度上限。'),
    row('getrecursionlimit', '()', 'How deep calls may nest.', '递归深度上限。'),
    row('argv', '', 'The arguments of the script.', '脚本的参数。'),
    row('modules', '', 'All modules imported so far.', '已导入的所有模块。'),
    row('_getframe', '(depth=0)', 'A frame of the call stack.', '调用栈中的某一帧。'),
    row(
      '_debugmallocstats',
      '()',
      'Prints the state of pymalloc to standard error.',
      '向标准错误输出 pymalloc 的状态。',
    ),
    row('stdout', '', 'Standard output.', '标准输出。'),
    row('stderr', '', 'Standard error.', '标准错误。'),
    row('exit', '(status=0)', 'Ends the script.', '结束脚本。'),
  ],
  weakref: [
    row(
      'ref',
      '(obj, callback=None)',
      'A reference that does not keep its object alive; call it to get the object or None.',
      '不使对象存活的引用；调用它得到对象或 None。',
    ),
    row('proxy', '(obj, callback=None)', 'Stands for an object without keeping it alive.', '代表对象但不使其存活。'),
    row(
      'finalize',
      '(obj, func, *args)',
      'Calls a function when an object dies, or at exit.',
      '对象死亡或退出时调用函数。',
    ),
    row('WeakValueDictionary', '()', 'A dict whose entries go when their values die.', '值死亡时条目随之消失的字典。'),
    row('WeakKeyDictionary', '()', 'A dict whose entries go when their keys die.', '键死亡时条目随之消失的字典。'),
    row('WeakSet', '()', 'A set that does not keep its members alive.', '不使成员存活的集合。'),
    row('WeakMethod', '(method)', 'A weak reference to a bound method.', '对绑定方法的弱引用。'),
    row('getweakrefcount', '(obj)', 'How many weak references an object has.', '对象的弱引用数量。'),
    row('getweakrefs', '(obj)', 'All weak references to an object.', '指向对象的全部弱引用。'),
  ],
  tracemalloc: [
    row(
      'start',
      '(nframe=1)',
      'Begins to trace allocations, with up to nframe frames each.',
      '开始跟踪分配，每次最多记录 nframe 帧。',
    ),
    row('stop', '()', 'Stops tracing and forgets all traces.', '停止跟踪并清除记录。'),
    row('take_snapshot', '()', 'A snapshot of all traced blocks.', '所有被跟踪内存块的快照。'),
    row('get_traced_memory', '()', 'Bytes traced now and at their peak, as a tuple.', '当前与峰值的跟踪字节数。'),
    row('reset_peak', '()', 'Sets the peak to the present size.', '把峰值重置为当前大小。'),
    row('get_object_traceback', '(obj)', 'Where an object was allocated.', '对象的分配位置。'),
    row('is_tracing', '()', 'Whether allocations are traced.', '是否正在跟踪分配。'),
    row('clear_traces', '()', 'Forgets all traces.', '清除所有跟踪记录。'),
    row(
      'Filter',
      '(inclusive, filename_pattern)',
      'Keeps or drops traces by file name and line.',
      '按文件名和行号筛选跟踪记录。',
    ),
  ],
  objgraph: [
    row(
      'show_most_common_types',
      '(limit=10)',
      'Prints the types with most tracked objects.',
      '输出受跟踪对象最多的类型。',
    ),
    row(
      'most_common_types',
      '(limit=10)',
      'The types with most tracked objects, as pairs.',
      '受跟踪对象最多的类型（成对返回）。',
    ),
    row(
      'show_growth',
      '(limit=10)',
      'Prints the types that have grown since the last call.',
      '输出自上次调用以来增长的类型。',
    ),
    row('growth', '(limit=10)', 'The types that have grown since the last call.', '自上次调用以来增长的类型。'),
    row('count', '(typename)', 'How many tracked objects of a type there are.', '某类型的受跟踪对象数量。'),
    row('by_type', '(typename)', 'All tracked objects of a type.', '某类型的全部受跟踪对象。'),
    row(
      'find_backref_chain',
      '(obj, predicate)',
      'A shortest chain of references that leads to an object.',
      '通向对象的最短引用链。',
    ),
    row('show_backrefs', '(objs)', 'A graph of what refers to these objects.', '引用这些对象的关系图。'),
    row('show_refs', '(objs)', 'A graph of what these objects refer to.', '这些对象所引用内容的关系图。'),
    row(
      'get_leaking_objects',
      '()',
      'Tracked objects with references that nothing tracked accounts for.',
      '存在无法解释的引用的受跟踪对象。',
    ),
    row('typestats', '()', 'Tracked objects counted by type.', '按类型统计受跟踪对象。'),
  ],
}

const MODULE_TEXT: Record<string, Record<Locale, string>> = {
  lab: { en: 'Marks, snapshots and parameters of this lab.', zh: '本实验室的标记、快照和参数。' },
  gc: { en: 'The cyclic garbage collector.', zh: '循环垃圾回收器。' },
  sys: { en: 'The interpreter: reference counts, sizes, limits.', zh: '解释器：引用计数、大小、限制。' },
  weakref: { en: 'References that do not keep objects alive.', zh: '不使对象存活的引用。' },
  tracemalloc: { en: 'Traces of allocations by line.', zh: '按行跟踪分配。' },
  objgraph: { en: 'Counts and graphs of objects.', zh: '对象的计数与关系图。' },
}

/** One sentence about a module; undefined for one the lab knows nothing of. */
export const moduleText = (name: string, locale: Locale): string | undefined => MODULE_TEXT[name]?.[locale]
