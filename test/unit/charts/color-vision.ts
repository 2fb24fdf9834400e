/**
 * How colours look to eyes that lack one kind of cone: the matrices of Machado, Oliveira and Fernandes (2009) at full
 * severity, on linear RGB. Distances are Euclidean in OKLab, times 100: 2 is just noticeable side by side.
 */
export type Vision = 'normal' | 'protanopia' | 'deuteranopia' | 'tritanopia'

const MATRICES: Record<Vision, number[]> = {
  normal: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
}

type Triple = [number, number, number]

export function linear(hex: string): Triple {
  const channel = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return [channel(1), channel(3), channel(5)]
}

export function simulate(hex: string, vision: Vision): Triple {
  const [r, g, b] = linear(hex)
  const m = MATRICES[vision]
  const row = (i: number): number => Math.min(1, Math.max(0, m[i] * r + m[i + 1] * g + m[i + 2] * b))
  return [row(0), row(3), row(6)]
}

function oklab([r, g, b]: Triple): Triple {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

export function distance(a: string, b: string, vision: Vision): number {
  const x = oklab(simulate(a, vision))
  const y = oklab(simulate(b, vision))
  return 100 * Math.hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2])
}

/** Contrast ratio of WCAG 2. */
export function contrast(a: string, b: string): number {
  const luminance = (hex: string): number => {
    const [r, g, bl] = linear(hex)
    return 0.2126 * r + 0.7152 * g + 0.0722 * bl
  }
  const [high, low] = [luminance(a), luminance(b)].sort((p, q) => q - p)
  return (high + 0.05) / (low + 0.05)
}
