import { useEffect, useState } from 'react'

interface Props {
  id?: string
  label: string
  value: number
  minimum?: number
  maximum?: number
  /** Fractions are allowed. */
  fraction?: boolean
  disabled?: boolean
  set(value: number): void
}

/** A number that may be typed freely: it counts when it is one and in its range, and comes back to that when left. */
export function NumberField({ id, label, value, minimum, maximum, fraction, disabled, set }: Props) {
  const [text, setText] = useState(String(value))
  useEffect(() => setText((now) => (Number(now) === value && now.trim() !== '' ? now : String(value))), [value])
  const valid = (candidate: string): boolean => {
    const number = Number(candidate)
    return (
      candidate.trim() !== '' &&
      Number.isFinite(number) &&
      (fraction || Number.isInteger(number)) &&
      number >= (minimum ?? -Infinity) &&
      number <= (maximum ?? Infinity)
    )
  }
  return (
    <input
      id={id}
      className="field small number"
      inputMode={fraction ? 'decimal' : 'numeric'}
      aria-label={label}
      aria-invalid={!valid(text)}
      title={minimum !== undefined && maximum !== undefined ? `${minimum} – ${maximum}` : undefined}
      disabled={disabled}
      value={text}
      onChange={(event) => {
        setText(event.target.value)
        if (valid(event.target.value)) set(Number(event.target.value))
      }}
      onBlur={() => setText(String(value))}
    />
  )
}
