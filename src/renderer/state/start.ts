/** From an empty page to a window with a scenario and a recording: the order in which the host is asked. */
import type { LabClient, ServiceEvent } from '../../protocol/service'
import {
  appInfo,
  connection,
  isActive,
  type Locale,
  locale,
  openDocument,
  scenarios,
  showToast,
  tourStep,
} from './app-state'
import { setClient } from './client'
import { openScenario, refreshScenarios, restoreDraft } from './documents'
import { keepPreferences, lastRecording, readDraft, tourDone } from './preferences'
import { onProgress, openRecording } from './recording-actions'
import { messageOf, onServiceEvent, refreshRecordings, resumeRun, startRun } from './run-session'

/** The topic whose first scenario a new user meets: cycles are what the collector is for. */
const FIRST_TOPIC = /cycle/i

const localeOf = (tag: string): Locale => (/^zh\b/i.test(tag) ? 'zh' : 'en')

function onEvent(event: ServiceEvent): void {
  if (event.kind === 'scenarios.changed') void refreshScenarios()
  else if (event.kind === 'connection') onConnection(event.state === 'restored')
  else if (event.kind === 'progress') onProgress(event.id, event.fraction)
  else onServiceEvent(event)
}

/**
 * Connects the window's state to a host. Gives the function that lets go of it. The run of a first start waits for
 * `beforeFirstRun`: it would take the processor from what the user waits for, the editor.
 */
export async function start(
  client: LabClient,
  beforeFirstRun: () => Promise<void> = () => Promise.resolve(),
): Promise<() => void> {
  setClient(client)
  const endEvents = client.subscribe(onEvent)
  const [info, stored] = await Promise.all([client.invoke('app.info', {}), client.invoke('state.get', {})])
  appInfo.set(info)
  if (stored.locale === undefined) locale.set(localeOf(info.locale || navigator.language))
  const endPreferences = keepPreferences(stored)
  connection.set('ready')
  const draft = readDraft(stored.draft)
  if (draft) restoreDraft(draft)
  await Promise.all([refreshScenarios(), refreshRecordings()])
  const resumed = await attempt(resumeRun)
  if (!draft) await attempt(openFirst)
  if (!resumed) {
    const last = lastRecording.get()
    // Without anything to show from before, the open scenario is run: the window is never empty.
    if (!(last && (await quiet(() => openRecording(last)))) && !draft) {
      await beforeFirstRun()
      await attempt(startRun)
    }
  }
  if (!tourDone.get()) tourStep.set(0)
  return () => {
    endEvents()
    endPreferences()
  }
}

async function openFirst(): Promise<void> {
  const list = scenarios.get() ?? []
  const first = list.find((info) => FIRST_TOPIC.test(info.topic)) ?? list[0]
  if (first && !openDocument.get()) await openScenario(first.id)
}

async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    showToast(messageOf(error), { tone: 'error' })
    return undefined
  }
}

async function quiet(work: () => Promise<void>): Promise<boolean> {
  try {
    await work()
    return true
  } catch {
    return false // it was deleted meanwhile
  }
}

/** The transport broke or is back. On return the window catches up with what it missed. */
function onConnection(connected: boolean): void {
  if (connection.get() === 'connecting') return
  connection.set(connected ? 'ready' : 'lost')
  if (connected) {
    void attempt(async () => {
      // A run that had ended before is complete here already: what is on screen stays.
      await Promise.all([refreshScenarios(), refreshRecordings(), isActive.get() ? resumeRun() : null])
    })
  }
}
