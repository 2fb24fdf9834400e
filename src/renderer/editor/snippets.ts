// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${1:text} is a place in a snippet
import type { Locale } from '../state/app-state'

export interface Snippet {
  prefix: string
  /** Body in the language of snippets: $1, ${1:text}, $0. */
  body: string
  text: Record<Locale, string>
}

export const SNIPPETS: readonly Snippet[] = [
  {
    prefix: 'scenario',
    body: '# /// script\n# requires-python = ">=3.11"\n#\n# [tool.pymemlab]\n# title = "${1:Title}"\n# topic = "${2:mine}"\n# summary = "${3:What it shows.}"\n# ///\n"""${3:What it shows.}"""\n\n$0',
    text: { en: 'Head of a scenario: title, topic, summary', zh: '脚本头部：标题、主题、简介' },
  },
  {
    prefix: 'parameter',
    body: '# [tool.pymemlab.parameters]\n# ${1:count} = { title = "${2:Number of objects}", default = ${3:10000}, minimum = ${4:0}, maximum = ${5:100000} }\n$0',
    text: { en: 'A parameter with a slider, for the head of a scenario', zh: '带滑块的参数（放在脚本头部）' },
  },
  {
    prefix: 'cycle',
    body: 'import gc\n\n\nclass Node:\n    def __init__(self):\n        self.other = None\n\n\ndef make_cycle():\n    a, b = Node(), Node()\n    a.other, b.other = b, a\n\n\nfor _ in range(${1:1000}):\n    make_cycle()\nprint(gc.collect(), "unreachable objects")\n$0',
    text: { en: 'Reference cycles, and their collection', zh: '引用循环及其回收' },
  },
  {
    prefix: 'leak',
    body: 'cache = {}\n\n\ndef handle(request):\n    cache[request] = bytearray(${1:4096})\n    return len(cache)\n\n\nfor request in range(${2:1000}):\n    handle(request)\n$0',
    text: { en: 'A cache that is never emptied', zh: '从不清空的缓存' },
  },
  {
    prefix: 'weakcache',
    body: 'import weakref\n\n\nclass ${1:Item}:\n    pass\n\n\ncache = weakref.WeakValueDictionary()\nitem = ${1:Item}()\ncache["key"] = item\ndel item\nprint(len(cache))\n$0',
    text: { en: 'A cache that does not keep its values alive', zh: '不使值存活的缓存' },
  },
  {
    prefix: 'tracemalloc',
    body: 'import tracemalloc\n\ntracemalloc.start()\nbefore = tracemalloc.take_snapshot()\n$0\nafter = tracemalloc.take_snapshot()\nfor line in after.compare_to(before, "lineno")[:${1:10}]:\n    print(line)\n',
    text: { en: 'Two snapshots, and what has grown between them', zh: '两次快照及其间的增长' },
  },
  {
    prefix: 'thresholds',
    body: 'import gc\n\ngc.set_threshold(${1:10000}, ${2:20}, ${3:20})\n$0',
    text: { en: 'Other thresholds of the collector', zh: '调整回收阈值' },
  },
]
