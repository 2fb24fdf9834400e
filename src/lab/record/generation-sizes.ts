/** How many objects each generation's list holds, without a walk over the whole heap. */
import { generationSize, type Triple } from './figures'

export class GenerationSizes {
  current(): Triple {
    return [generationSize(0), generationSize(1), generationSize(2)]
  }
}
