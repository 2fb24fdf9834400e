/** Completion and hover for the modules that look at memory, snippets, folding. */
import { locale } from '../state/app-state'
import { foldingRanges } from './folding'
import { moduleAliases, moduleBefore } from './module-names'
import { monaco } from './monaco'
import { moduleText, PYTHON_MODULES, type PythonName } from './python-names'
import { SNIPPETS } from './snippets'

const LANGUAGE = 'python'

function names(module: string | undefined): readonly PythonName[] {
  return module !== undefined && Object.hasOwn(PYTHON_MODULES, module) ? PYTHON_MODULES[module] : []
}

export function registerPython(): void {
  monaco.languages.registerCompletionItemProvider(LANGUAGE, {
    triggerCharacters: ['.'],
    provideCompletionItems(model, position) {
      const before = model.getLineContent(position.lineNumber).slice(0, position.column - 1)
      const word = model.getWordUntilPosition(position)
      const range = new monaco.Range(position.lineNumber, word.startColumn, position.lineNumber, word.endColumn)
      const language = locale.get()
      const module = moduleBefore(before, model.getValue())
      if (module !== undefined) {
        return {
          suggestions: names(module).map((item) => ({
            label: item.name,
            kind: item.call
              ? monaco.languages.CompletionItemKind.Function
              : monaco.languages.CompletionItemKind.Variable,
            detail: `${module}.${item.name}${item.call}`,
            documentation: item.text[language],
            insertText: item.name,
            range,
          })),
        }
      }
      if (/\.\s*\w*$/.test(before) || /['"#]/.test(before)) return { suggestions: [] }
      const modules = Object.keys(PYTHON_MODULES).map((name) => ({
        label: name,
        kind: monaco.languages.CompletionItemKind.Module,
        documentation: moduleText(name, language),
        insertText: name,
        range,
      }))
      const snippets = SNIPPETS.map((snippet) => ({
        label: snippet.prefix,
        kind: monaco.languages.CompletionItemKind.Snippet,
        detail: snippet.text[language],
        insertText: snippet.body,
        insertTextRules: monaco.languages.CompletionItemInsertTextRule.InsertAsSnippet,
        sortText: `z${snippet.prefix}`,
        range,
      }))
      return { suggestions: /^\s*\w*$/.test(before) ? [...modules, ...snippets] : modules }
    },
  })

  monaco.languages.registerFoldingRangeProvider(LANGUAGE, {
    provideFoldingRanges: (model) =>
      foldingRanges(model.getLinesContent()).map(({ start, end, metadata }) => ({
        start,
        end,
        kind: metadata ? monaco.languages.FoldingRangeKind.Comment : undefined,
      })),
  })

  monaco.languages.registerHoverProvider(LANGUAGE, {
    provideHover(model, position) {
      const word = model.getWordAtPosition(position)
      if (!word) return null
      const line = model.getLineContent(position.lineNumber)
      const module = moduleBefore(line.slice(0, word.endColumn - 1), model.getValue())
      const language = locale.get()
      const item = names(module).find((candidate) => candidate.name === word.word)
      const own = moduleAliases(model.getValue()).get(word.word)
      const isModule = own !== undefined && !/[\w.]/.test(line[word.startColumn - 2] ?? '')
      if (item)
        return { contents: [{ value: `\`${module}.${item.name}${item.call}\`` }, { value: item.text[language] }] }
      if (isModule) return { contents: [{ value: `\`${own}\`` }, { value: moduleText(own, language) ?? '' }] }
      return null
    },
  })
}
