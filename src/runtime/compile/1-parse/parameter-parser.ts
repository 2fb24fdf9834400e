/** The fast parser: parameters of functions and lambdas. */
import type { Arguments, Expr } from './ast'
import { NodeParser } from './node-parser'
import { FAIL } from './parser-base'
import * as T from './tokens'

export abstract class ParameterParser extends NodeParser {
  protected lambda(): Expr {
    const { list } = this
    const start = this.pos++
    this.enter()
    const args = this.parameters(T.COLON)
    this.expect(T.COLON)
    const body = this.expression()
    this.depth--
    const end = this.pos - 1
    return {
      nodeType: 'Lambda',
      args,
      body,
      lineno: list.line[start],
      col_offset: list.col[start],
      end_lineno: list.endLine[end],
      end_col_offset: list.endCol[end],
    }
  }

  /** parameters or lambda_parameters, up to but without the closing token (which tells them apart). */
  protected parameters(closing: number): Arguments {
    const { kinds } = this
    const annotated = closing === T.RPAR
    const node: Arguments = {
      nodeType: 'arguments',
      posonlyargs: [],
      args: [],
      vararg: null,
      kwonlyargs: [],
      kw_defaults: [],
      kwarg: null,
      defaults: [],
    }
    let starred = false
    while (kinds[this.pos] !== closing) {
      const kind = kinds[this.pos]
      if (kind === T.NAME) {
        const arg = this.parameter(annotated, false)
        let value: Expr | null = null
        if (kinds[this.pos] === T.EQUAL) {
          this.pos++
          value = this.expression()
        }
        if (starred) {
          node.kwonlyargs.push(arg)
          node.kw_defaults.push(value)
        } else {
          if (value !== null) node.defaults.push(value)
          else if (node.defaults.length > 0) throw FAIL
          node.args.push(arg)
        }
      } else if (kind === T.SLASH) {
        if (starred || node.args.length === 0 || node.posonlyargs.length > 0) throw FAIL
        this.pos++
        node.posonlyargs = node.args
        node.args = []
      } else if (kind === T.STAR) {
        if (starred) throw FAIL
        starred = true
        this.pos++
        if (kinds[this.pos] === T.COMMA) {
          if (kinds[this.pos + 1] !== T.NAME) throw FAIL
        } else node.vararg = this.parameter(annotated, true)
      } else if (kind === T.DOUBLESTAR) {
        this.pos++
        node.kwarg = this.parameter(annotated, false)
        if (kinds[this.pos] === T.COMMA) this.pos++
        if (kinds[this.pos] !== closing) throw FAIL
        return node
      } else throw FAIL
      if (kinds[this.pos] === T.COMMA) this.pos++
      else if (kinds[this.pos] !== closing) throw FAIL
    }
    return node
  }

  private parameter(annotated: boolean, variadic: boolean): Arguments['args'][number] {
    const { list } = this
    const start = this.pos
    const arg = this.name()
    let annotation: Expr | null = null
    if (annotated && this.kinds[this.pos] === T.COLON) {
      this.pos++
      annotation = variadic ? this.starExpression() : this.expression()
    }
    const end = this.pos - 1
    return {
      nodeType: 'arg',
      arg,
      annotation,
      lineno: list.line[start],
      col_offset: list.col[start],
      end_lineno: list.endLine[end],
      end_col_offset: list.endCol[end],
    }
  }
}
