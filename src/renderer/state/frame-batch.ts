/**
 * Work that many messages ask for and that is done once per animation frame: a run may send hundreds of messages in a
 * frame, and the window must render once for all of them. In a hidden window, where no frame comes, a timer takes over.
 */
export function frameBatch(work: () => void): () => void {
  let waiting = false
  return () => {
    if (waiting) return
    waiting = true
    const go = () => {
      if (!waiting) return
      waiting = false
      work()
    }
    if (typeof requestAnimationFrame === 'function' && !document.hidden) requestAnimationFrame(go)
    setTimeout(go, 100)
  }
}
