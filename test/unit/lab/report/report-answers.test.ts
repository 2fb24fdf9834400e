import { describe, expect, it } from 'vitest'
import { exportRecording } from '../../../../src/lab/export/formats'
import { reportAnswers } from '../../../../src/lab/report/report-answers'
import type { Recording } from '../../../../src/protocol/recording'
import type { ReportAnswer } from '../../../../src/protocol/service'
import {
  buildRecording,
  collection,
  fullCollections,
  fullRecording,
  hostileRecording,
  typeRow,
} from '../support/recording-builder'

const SECOND = 1e9

const answer = (recording: Recording, start: string, baseline: Recording | null = null): ReportAnswer => {
  const found = reportAnswers(recording, 'en', baseline).find((a) => a.question.startsWith(start))
  if (found === undefined) throw new Error(`no question starts with '${start}'`)
  return { ...found, answer: found.answer.replaceAll('\u202f', ' ') }
}

describe('report', () => {
  it('answers the same questions in both languages, never with an empty sentence', () => {
    const recordings = [
      fullRecording(),
      hostileRecording(),
      buildRecording({ complete: false, samples: 5 }),
      buildRecording({ samples: 0, complete: false }),
    ]
    for (const recording of recordings) {
      const english = reportAnswers(recording, 'en-GB')
      const chinese = reportAnswers(recording, 'zh-CN')
      expect(chinese.map((a) => a.tone)).toEqual(english.map((a) => a.tone))
      expect(chinese.map((a) => a.details.length)).toEqual(english.map((a) => a.details.length))
      for (const a of english) expect(a.answer).not.toMatch(/NaN|Infinity|undefined|^\s*$|[\u4e00-\u9fff]/)
      for (const a of chinese) expect(a.question + a.answer).toMatch(/[\u4e00-\u9fff]/)
    }
  })

  it('stays readable when a scenario uses names of a megabyte', () => {
    const recording = fullRecording()
    const long = '\ud83d\ude00x'.repeat(400_000)
    recording.manifest.name = long
    recording.manifest.settings.args = [long]
    for (const event of recording.events) if (event.kind === 'mark') event.name += long
    const { types, lines, marks, caches } = recording.attribution!
    for (const row of types) row.type += long
    for (const row of lines) [row.function, row.file] = [long, long + row.file]
    for (const row of marks) row.name += long
    for (const row of caches) row.function += long
    for (const { answer: words, details } of reportAnswers(recording)) {
      expect(words.length).toBeLessThan(3000)
      expect(words).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/)
      for (const { label, value } of details) expect(label.length + value.length).toBeLessThan(600)
    }
    for (const format of ['html', 'markdown']) {
      expect(exportRecording(recording, format).bytes.length, format).toBeLessThan(300_000)
    }
  })

  it('says whether memory grows, by how much, and from what', () => {
    const leak = buildRecording({
      sample: (f) => ({ tracedBytes: 2 ** 20 * (1 + 8 * f) }),
      events: fullCollections(10, SECOND, (i) => 1000 * i),
    })
    const growing = answer(leak, 'Is memory growing')
    expect(growing.tone).toBe('warning')
    expect(growing.answer).toMatch(/^Yes\. Live memory grew from .* which is 8(\.0\d)? MiB per second/)
    expect(growing.answer).toContain('grew by 10 000 per second, to 9 000')

    const steady = buildRecording({ events: fullCollections(10, SECOND, () => 5000) })
    expect(answer(steady, 'Is memory growing')).toMatchObject({ tone: 'good' })
    expect(answer(steady, 'Is memory growing').answer).toContain('stays at about 2.86 MiB')
  })

  it('says when the data do not suffice', () => {
    expect(answer(buildRecording({ samples: 6 }), 'Is memory growing').answer).toMatch(
      /^The data do not suffice: 0 full/,
    )
    expect(answer(buildRecording({ complete: false }), 'What are the biggest').answer).toContain('cut off')
    const unmarked = answer(buildRecording({ attribution: { types: [typeRow('dict')] } }), 'What is growing')
    expect(unmarked.answer).toContain("lab.mark('before')")
  })

  it('names what grew between the first mark and the last', () => {
    const found = answer(fullRecording(), 'What is growing')
    expect(found.answer).toContain('dict +2.67 MiB (+12 000 objects)')
    expect(found.answer).toContain('demo.py:4 +3.72 MiB')
  })

  it('says where it grew on the way, when the way says more than its ends', () => {
    const { attribution } = fullRecording()
    const [loaded, served] = attribution!.marks
    const found = buildRecording({
      attribution: { ...attribution, marks: [loaded, { ...served, name: 'middle' }, { ...loaded, name: 'later' }] },
    })
    const { answer: words } = answer(found, 'What is growing')
    expect(words).toMatch(/^Nothing that was alive at “later”/)
    expect(words).toContain('grew most from “later” to the end, by +3.91 MiB: demo.py:4 +3.81 MiB')
  })

  it('judges tuning against a baseline, and within a run', () => {
    const run = (pause: number, thresholds: [number, number, number] = [700, 10, 10]): Recording =>
      buildRecording({ events: [1, 2, 3].map((i) => collection(i * 0.2 * SECOND, { predictedNs: pause, thresholds })) })
    const before = run(5e6)
    expect(answer(run(1e6, [7000, 10, 10]), 'What does the collector', before).answer).toContain('So tuning helped')
    expect(answer(before, 'What does the collector', run(1e6)).answer).toContain('So tuning did harm')
    expect(answer(before, 'What does the collector', before).answer).toContain('made no difference')
    expect(answer(before, 'What does the collector').answer).toContain('nothing was tuned')
    expect(answer(run(1e6, [5, 5, 5]), 'What does the collector').answer).toContain('Thresholds were 5, 5, 5')

    const changed = buildRecording({
      events: [1, 2, 3, 4, 5, 6].map((i) =>
        collection(i * 0.15 * SECOND, {
          predictedNs: i < 4 ? 4e6 : 1e6,
          thresholds: i < 4 ? [700, 10, 10] : [9000, 10, 10],
        }),
      ),
    })
    expect(answer(changed, 'What does the collector').answer).toContain('from 700, 10, 10 to 9000, 10, 10')
    expect(answer(changed, 'What does the collector').answer).toContain('So tuning helped')
  })

  it('reads caches and cycles', () => {
    const found = answer(fullRecording(), 'How well')
    expect(found.tone).toBe('warning')
    expect(found.answer).toContain('lookup hits 3 % (30 of 1 000 calls)')
    expect(answer(fullRecording(), 'What leaked').answer).toMatch(/^42 objects.* no more than what waits/)
    expect(answer(fullRecording(), 'What leaked').tone).toBe('neutral')
    expect(answer(buildRecording({ unreachable: 9000 }), 'What leaked').tone).toBe('warning')
    const off = buildRecording({ unreachable: 42, settings: { gcEnabled: false } })
    expect(answer(off, 'What leaked').tone).toBe('warning')
    expect(answer(buildRecording(), 'What leaked').tone).toBe('good')
  })
})
