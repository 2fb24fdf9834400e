import { describe, expect, it } from 'vitest'
import { checkSource } from '../../../src/lab/scenario'

/** The marked text, as an editor would underline it. */
function marked(source: string): { message: string; text: string; at: string } {
  const [d, ...others] = checkSource(source)
  expect(others).toEqual([])
  const lines = source.split('\n')
  const text =
    d.line === d.endLine
      ? lines[d.line - 1].slice(d.column - 1, d.endColumn - 1)
      : [
          lines[d.line - 1].slice(d.column - 1),
          ...lines.slice(d.line, d.endLine - 1),
          lines[d.endLine - 1].slice(0, d.endColumn - 1),
        ].join('\n')
  return { message: d.message, text, at: `${d.line}:${d.column}` }
}

describe('checkSource', () => {
  it('has nothing to say about Python', () => {
    expect(checkSource('')).toEqual([])
    expect(checkSource('\uFEFFdef f(x):\r\n    return x\r\n')).toEqual([])
    expect(checkSource('match x:\n    case [1, *_]: pass\n')).toEqual([])
  })

  it('gives the message and the place of CPython', () => {
    expect(marked('x = 1\nif x = 2:\n    pass\n')).toEqual({
      message: "SyntaxError: invalid syntax. Maybe you meant '==' or ':=' instead of '='?",
      text: 'x = 2',
      at: '2:4',
    })
    expect(marked('def f():\nreturn 1\n')).toMatchObject({
      message: 'IndentationError: expected an indented block after function definition on line 1',
      text: 'return',
      at: '2:1',
    })
    expect(marked('print "a"\n').message).toContain("Missing parentheses in call to 'print'")
    expect(marked('return 1\n')).toMatchObject({ message: "SyntaxError: 'return' outside function", text: 'return 1' })
    expect(marked('f = (1,\n     2\n')).toMatchObject({ message: "SyntaxError: '(' was never closed", at: '1:5' })
  })

  it('counts columns in UTF-16 units', () => {
    // An emoji is one character for Python and two units for an editor.
    expect(marked('s = "😀😀"; x = = 1\n')).toMatchObject({ text: '=', at: '1:17' })
    expect(marked('é = 1 +\n')).toMatchObject({ at: '1:8' })
  })

  it('always marks something within the text', () => {
    for (const source of [
      '(',
      'x = """abc',
      'if x:',
      'a\tb',
      '\\',
      "'",
      'x = 1 1',
      '  x',
      'def',
      '\u0000',
      'é\n  (\n',
      'class',
      '1_',
      '0777',
      'x = [\n\n\n',
    ])
      for (const d of checkSource(source)) {
        const lines = source.split('\n')
        expect(d.line, source).toBeLessThanOrEqual(lines.length)
        expect(d.line).toBeGreaterThanOrEqual(1)
        expect(d.column).toBeGreaterThanOrEqual(1)
        expect(d.column).toBeLessThanOrEqual(lines[d.line - 1].length + 1)
        expect(d.endLine > d.line || d.endColumn > d.column, source).toBe(true)
      }
  })

  it('survives deep nesting and null characters', () => {
    expect(checkSource('('.repeat(50_000))).toHaveLength(1)
    expect(checkSource('x = "\0"')[0]).toMatchObject({ message: expect.stringContaining('null bytes'), column: 6 })
  })
})
