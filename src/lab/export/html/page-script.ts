/**
 * The report's only script: a cursor over the charts and a box with the values there, for pointer and arrow keys. It reads
 * the JSON beside it and writes text, never markup. It is one constant, because the page's Content-Security-Policy allows
 * it by its hash.
 */
export const PAGE_SCRIPT = `(() => {
  const source = document.getElementById('hover-data')
  const charts = [...document.querySelectorAll('svg.chart')]
  if (!source || charts.length === 0) return
  const data = JSON.parse(source.textContent)
  const tip = document.getElementById('tip')
  let at = -1
  const element = (parent, name, text, className) => {
    const made = parent.appendChild(document.createElement(name))
    made.textContent = text
    if (className) made.className = className
    return made
  }
  const nearest = (x) => {
    let low = 0
    let high = data.x.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (data.x[middle] < x) low = middle + 1
      else high = middle
    }
    return low > 0 && x - data.x[low - 1] < data.x[low] - x ? low - 1 : low
  }
  const fill = (i) => {
    tip.replaceChildren()
    element(tip, 'strong', data.time[i])
    for (const group of data.groups) {
      element(tip, 'h4', group.title)
      const list = tip.appendChild(document.createElement('dl'))
      for (const row of group.rows) {
        element(list, 'dt', row.label, row.className)
        element(list, 'dd', row.values[i])
      }
    }
  }
  const show = (i, chart) => {
    if (i !== at) fill(i)
    at = i
    for (const one of charts) {
      const cursor = one.querySelector('.cursor')
      cursor.setAttribute('transform', 'translate(' + data.x[i] + ' 0)')
      cursor.classList.add('on')
    }
    tip.hidden = false
    const box = chart.getBoundingClientRect()
    const x = box.left + (data.x[i] / data.chartWidth) * box.width
    const right = x + 16 + tip.offsetWidth < document.documentElement.clientWidth
    const top = Math.max(8, Math.min(box.top, innerHeight - tip.offsetHeight - 8))
    tip.style.left = (right ? x + 16 : Math.max(8, x - 16 - tip.offsetWidth)) + 'px'
    tip.style.top = top + 'px'
  }
  const hide = () => {
    tip.hidden = true
    for (const one of charts) one.querySelector('.cursor').classList.remove('on')
  }
  for (const chart of charts) {
    chart.addEventListener('pointermove', (event) => {
      const box = chart.getBoundingClientRect()
      const x = ((event.clientX - box.left) / box.width) * data.chartWidth
      if (x < data.left - 8 || x > data.left + data.width + 8) hide()
      else show(nearest(x), chart)
    })
    chart.addEventListener('pointerleave', hide)
    chart.addEventListener('blur', hide)
    chart.addEventListener('keydown', (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -20, PageDown: 20 }[event.key]
      if (event.key === 'Escape') hide()
      else if (event.key === 'Home') show(0, chart)
      else if (event.key === 'End') show(data.x.length - 1, chart)
      else if (step) show(Math.max(0, Math.min(data.x.length - 1, at + step)), chart)
      else return
      event.preventDefault()
    })
  }
})()`
