/**
 * What `pymemlab guide` prints: for people in a hurry and for language models that drive the command line. One entry per
 * command, in the order of a working day; a test holds commands and options against the real ones.
 */
export interface GuideCommand {
  name: string
  /** What comes out, in one sentence. */
  gives: string
  /** Command lines that work, arguments as placeholders in capitals. */
  examples: readonly string[]
}

export interface GuideQuestion {
  question: string
  /** Command lines, in the order in which to try them. */
  commands: readonly string[]
}

export interface Guide {
  about: string
  handles: readonly { name: string; meaning: string }[]
  commands: readonly GuideCommand[]
  questions: readonly GuideQuestion[]
  exitCodes: readonly { code: number; meaning: string }[]
  facts: readonly string[]
}

export const GUIDE: Guide = {
  about:
    'pymemlab runs a Python script in a simulated CPython 3.11 process whose memory it owns byte by byte, and records memory, collections and allocations. Runs are deterministic: the same script gives the same figures, always.',
  handles: [
    { name: 'SCRIPT.py', meaning: 'a scenario: any Python script; settings may stand in a PEP 723 block at its top' },
    {
      name: 'RUN.pymemlab',
      meaning: 'a recording, one file; it holds the script, its settings and everything measured',
    },
    { name: 'MARK', meaning: 'a moment the script named by lab.mark("MARK"); start and end are always there' },
    { name: 'LINE', meaning: 'a line of the scenario, counted from 1; 0: none of its lines was running' },
    { name: 'EVENT', meaning: 'an event of a recording by its number, counted from 0' },
    { name: 'TIME', meaning: 'virtual time, such as 12ms or 1.5s: what CPython is predicted to take' },
  ],
  commands: [
    {
      name: 'run',
      gives: 'the output of the script, a summary of its memory, and with -o a recording',
      examples: [
        'run SCRIPT.py',
        'run -q -o RUN.pymemlab SCRIPT.py',
        'run -q -o RUN.pymemlab --gc-threshold 5000,10,10 --param NAME=VALUE SCRIPT.py',
      ],
    },
    {
      name: 'show',
      gives: 'what a recording holds: settings, key figures, events, samples',
      examples: ['show RUN.pymemlab', 'show RUN.pymemlab --events --json', 'show RUN.pymemlab --samples 50'],
    },
    {
      name: 'replay',
      gives: 'whether a run repeats itself exactly, or the state of memory at an instant: types, counts, layers',
      examples: [
        'replay RUN.pymemlab',
        'replay RUN.pymemlab --until TIME',
        'replay RUN.pymemlab --until event EVENT',
        'replay RUN.pymemlab --until line LINE',
        'replay RUN.pymemlab --script SCRIPT.py',
      ],
    },
    {
      name: 'report',
      gives: 'answers in words: is memory growing, what grows, biggest consumers, cost of the collector, caches',
      examples: [
        'report RUN.pymemlab',
        'report RUN.pymemlab --details --json',
        'report RUN.pymemlab --baseline OTHER.pymemlab',
        'report RUN.pymemlab --html REPORT.html',
      ],
    },
    {
      name: 'tracemalloc',
      gives: 'lines, functions or types with the memory they hold or asked for; growth between two marks',
      examples: [
        'tracemalloc RUN.pymemlab -n 10',
        'tracemalloc RUN.pymemlab --by peak --functions',
        'tracemalloc RUN.pymemlab --types',
        'tracemalloc RUN.pymemlab --compare MARK end',
      ],
    },
    {
      name: 'gc',
      gives: 'the collections: generation, trigger, line, pause, objects looked at and freed',
      examples: ['gc RUN.pymemlab', 'gc RUN.pymemlab -g 2 --sort pause -n 5 --phases'],
    },
    {
      name: 'diff',
      gives: 'two recordings side by side: totals, types, lines, the first event that differs',
      examples: ['diff RUN.pymemlab OTHER.pymemlab'],
    },
    {
      name: 'export',
      gives: 'a file for another tool: HTML, Chrome trace, speedscope, CSV and others',
      examples: ['export --list', 'export RUN.pymemlab --format FORMAT -o FILE'],
    },
    {
      name: 'check',
      gives: 'a verdict on each scenario: budgets, baseline, expectations; the line responsible for each failure',
      examples: [
        'check SCRIPT.py',
        'check FOLDER --baseline BASELINE.json',
        'check FOLDER --baseline BASELINE.json --update',
        'check FOLDER --github --junit REPORT.xml',
      ],
    },
    { name: 'list', gives: 'the recordings of a folder with key figures', examples: ['list FOLDER'] },
    {
      name: 'convert',
      gives: 'a recording as plain files and back; an unfinished recording as a whole one',
      examples: ['convert RUN.pymemlab FOLDER --format csv', 'convert FOLDER RUN.pymemlab'],
    },
    { name: 'guide', gives: 'this text', examples: ['guide', 'guide --json'] },
  ],
  questions: [
    {
      question: 'Is memory growing, and what grows?',
      commands: ['report RUN.pymemlab', 'tracemalloc RUN.pymemlab --compare MARK end'],
    },
    {
      question: 'Which lines hold most memory at the end, and at the peak?',
      commands: ['tracemalloc RUN.pymemlab -n 10', 'tracemalloc RUN.pymemlab --by peak -n 10'],
    },
    {
      question: 'Which types are alive, and how many of each?',
      commands: ['tracemalloc RUN.pymemlab --types', 'tracemalloc RUN.pymemlab --types --compare MARK end'],
    },
    {
      question: 'What does the garbage collector cost, and which lines set it off?',
      commands: ['report RUN.pymemlab --details', 'gc RUN.pymemlab --sort pause -n 10'],
    },
    {
      question: 'Do other thresholds help?',
      commands: [
        'run -q -o RUN.pymemlab SCRIPT.py',
        'run -q -o OTHER.pymemlab --gc-threshold 5000,20,20 SCRIPT.py',
        'diff RUN.pymemlab OTHER.pymemlab',
        'report OTHER.pymemlab --baseline RUN.pymemlab',
      ],
    },
    {
      question: 'What is in memory at a certain moment?',
      commands: ['replay RUN.pymemlab --until TIME --json', 'replay RUN.pymemlab --until line LINE'],
    },
    {
      question: 'Does a change make memory worse?',
      commands: ['check FOLDER --baseline BASELINE.json --update', 'check FOLDER --baseline BASELINE.json'],
    },
    {
      question: 'Is the result really reproducible, and if not, where does it differ first?',
      commands: ['replay RUN.pymemlab'],
    },
  ],
  exitCodes: [
    { code: 0, meaning: 'done; nothing failed, nothing differs' },
    { code: 1, meaning: 'a check failed or a difference was found; of run: the script raised an exception' },
    { code: 2, meaning: 'wrong usage' },
    { code: 3, meaning: 'a file cannot be read or written; of check: a scenario raised an exception' },
    { code: 70, meaning: 'a bug of pymemlab' },
    { code: 124, meaning: 'a time limit was over' },
    { code: 130, meaning: 'interrupted' },
  ],
  facts: [
    'With --json standard output is one JSON value: the same result as the text, with exact figures.',
    'Sizes are bytes, times are nanoseconds of virtual time unless a unit is written beside them.',
    'Figures named "measured" are of this machine and differ from run to run; no other figure does.',
    'traced: bytes requested through Python’s allocators and not freed; rss: resident pages of the process.',
    'Generations 0, 1, 2 are the collector’s; a pause is the predicted duration of one collection.',
  ],
}
