/** Entry of the thread that does the long work on recordings. */
import { parentPort } from 'node:worker_threads'
import { recordingTasks, type TaskName } from './recording-tasks'
import type { TaskReply, TaskRequest } from './recording-worker'
import { messageFor } from './user-error'

const tasks = recordingTasks()

parentPort?.on('message', async ({ id, name, takes }: TaskRequest) => {
  let reply: TaskReply
  try {
    reply = { id, ok: true, gives: await (tasks[name as TaskName] as (takes: unknown) => Promise<unknown>)(takes) }
  } catch (error) {
    reply = { id, ok: false, error: messageFor(error) }
  }
  parentPort?.postMessage(reply)
})
