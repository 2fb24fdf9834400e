/** From a request of any transport to a method of the service: nothing reaches the service that its types do not allow. */
import { type LabApi, METHOD_NAMES, type MethodName } from '../protocol/service'
import { checkParams } from './params'
import { messageFor, UserError } from './user-error'

export function isMethod(method: unknown): method is MethodName {
  return METHOD_NAMES.includes(method as MethodName)
}

/** Calls a method by its name. Rejects with an Error whose message is made for the user, whatever went wrong. */
export async function dispatch(api: LabApi, method: unknown, params: unknown): Promise<unknown> {
  if (!isMethod(method)) throw new UserError(`The lab has no method ${JSON.stringify(method)}.`)
  const problem = checkParams(method, params)
  if (problem !== null) throw new UserError(problem)
  try {
    return await (api[method] as (params: unknown) => Promise<unknown>)(params)
  } catch (error) {
    throw new UserError(messageFor(error), { cause: error })
  }
}
