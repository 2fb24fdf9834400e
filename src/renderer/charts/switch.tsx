interface SwitchProps<T extends string> {
  /** Name of the choice, for screen readers. */
  label: string
  value: T
  options: readonly { value: T; label: string; hint: string }[]
  onChange: (value: T) => void
  disabled?: boolean
}

/** One of two or three ways to show the same thing. */
export function Switch<T extends string>({ label, value, options, onChange, disabled }: SwitchProps<T>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out in a row of 22 px in every browser
    <div className="switch" role="group" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          title={option.hint}
          disabled={disabled}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  )
}
