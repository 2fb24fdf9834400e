import { ChevronDown, ChevronRight } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { FrameInfo, VariableInfo } from '../../protocol/run'
import { Empty } from '../components/empty'
import { visibleText } from '../console/visible-text'
import { formatCount, formatExactBytes } from '../format/numbers'
import { useT } from '../i18n/translate'
import { currentRun, revealLine } from '../state/app-state'
import { useAtom, useSelect } from '../state/atom'
import { invoke } from '../state/client'
import { messageOf } from '../state/run-session'
import './run.css'

/** The paused script: its call stack, and the variables of the chosen frame. */
export function VariablesPanel() {
  const t = useT()
  // Another pause is another object: everything is asked anew.
  const paused = useSelect(currentRun, (run) =>
    run?.state === 'paused' ? `${run.id} ${run.time} ${run.line} ${run.reason}` : null,
  )
  if (paused === null) {
    return <Empty>{t('variables.notPaused')}</Empty>
  }
  return <PausedScript key={paused} />
}

type Loaded<T> = { state: 'loading' } | { state: 'ready'; value: T } | { state: 'failed'; message: string }

function useLoaded<T>(load: () => Promise<T>, key: unknown): Loaded<T> {
  const [result, setResult] = useState<Loaded<T>>({ state: 'loading' })
  // biome-ignore lint/correctness/useExhaustiveDependencies: key says when to ask again
  useEffect(() => {
    let current = true
    load().then(
      (value) => current && setResult({ state: 'ready', value }),
      (error: unknown) => current && setResult({ state: 'failed', message: messageOf(error) }),
    )
    return () => {
      current = false
    }
  }, [key])
  return result
}

function PausedScript() {
  const t = useT()
  const run = useAtom(currentRun)?.id ?? ''
  const frames = useLoaded(() => invoke('run.frames', { run }), run)
  const [chosen, setChosen] = useState(0)
  if (frames.state === 'failed') return <Empty>{frames.message}</Empty>
  if (frames.state === 'loading') return <Empty>{t('variables.loading')}</Empty>
  return (
    <div className="variables">
      <FrameList frames={frames.value} chosen={chosen} choose={setChosen} />
      <VariableTable key={chosen} run={run} frame={chosen} />
    </div>
  )
}

function FrameList({ frames, chosen, choose }: { frames: FrameInfo[]; chosen: number; choose(index: number): void }) {
  const t = useT()
  return (
    <ul className="frames" aria-label={t('variables.frames')}>
      {frames.map((frame, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a frame is known by its depth
        <li key={i}>
          <button
            type="button"
            className={`frame${frame.own ? '' : ' foreign'}`}
            aria-current={i === chosen}
            onClick={() => {
              choose(i)
              if (frame.own) revealLine.set({ line: frame.line })
            }}
          >
            <span className="mono ellipsis">{visibleText(frame.function)}</span>
            <span className="muted">
              {frame.own ? '' : `${visibleText(frame.file.split('/').at(-1) ?? '')}:`}
              {frame.line}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

function VariableTable({ run, frame }: { run: string; frame: number }) {
  const t = useT()
  const variables = useLoaded(() => invoke('run.variables', { run, frame }), frame)
  if (variables.state === 'failed') return <Empty>{variables.message}</Empty>
  if (variables.state === 'loading') return <Empty>{t('variables.loading')}</Empty>
  if (variables.value.length === 0) return <Empty>{t('variables.none')}</Empty>
  return (
    <div className="variables-scroll">
      <table className="table" aria-label={t('variables.table')}>
        <thead>
          <tr>
            <th scope="col">{t('variables.name')}</th>
            <th scope="col">{t('variables.value')}</th>
            <th scope="col">{t('variables.type')}</th>
            <th scope="col">{t('variables.address')}</th>
            <th scope="col" className="number" title={t('variables.refcountDefinition')}>
              {t('variables.refcount')}
            </th>
            <th scope="col" className="number" title={t('variables.sizeDefinition')}>
              {t('variables.size')}
            </th>
          </tr>
        </thead>
        <tbody>
          {variables.value.map((variable) => (
            <VariableRow key={`${variable.scope} ${variable.name}`} run={run} variable={variable} depth={0} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function VariableRow({ run, variable, depth }: { run: string; variable: VariableInfo; depth: number }) {
  const t = useT()
  const [children, setChildren] = useState<Loaded<VariableInfo[]> | null>(null)
  const name = visibleText(variable.name)
  const toggle = (): void => {
    if (children) {
      setChildren(null)
      return
    }
    setChildren({ state: 'loading' })
    invoke('run.children', { run, address: variable.address }).then(
      (value) => setChildren({ state: 'ready', value }),
      (error: unknown) => setChildren({ state: 'failed', message: messageOf(error) }),
    )
  }
  return (
    <>
      <tr>
        <td style={{ paddingLeft: 4 + depth * 16 }}>
          {variable.expandable ? (
            <button
              type="button"
              className="disclosure"
              aria-expanded={children !== null}
              aria-label={t('variables.expand', { name })}
              onClick={toggle}
            >
              {children ? <ChevronDown size={14} aria-hidden="true" /> : <ChevronRight size={14} aria-hidden="true" />}
            </button>
          ) : (
            <span className="disclosure" />
          )}
          <span className="mono">{name}</span>{' '}
          {variable.scope !== 'local' && depth === 0 && <span className="tag">{t(`variables.${variable.scope}`)}</span>}
        </td>
        <td className="mono ellipsis variable-value" title={visibleText(variable.value)}>
          {visibleText(variable.value)}
        </td>
        <td className="mono">{visibleText(variable.type)}</td>
        <td className="mono">{variable.address}</td>
        <td className="mono number">{formatCount(variable.refcount)}</td>
        <td className="mono number">{formatExactBytes(variable.size)}</td>
      </tr>
      {children?.state === 'ready' &&
        children.value.map((child, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: items of a list may have equal names
          <VariableRow key={`${child.name} ${i}`} run={run} variable={child} depth={depth + 1} />
        ))}
      {children && children.state !== 'ready' && (
        <tr>
          <td colSpan={6} className="muted" style={{ paddingLeft: 24 + depth * 16 }}>
            {children.state === 'failed' ? children.message : t('variables.loading')}
          </td>
        </tr>
      )}
    </>
  )
}
