/** Whole seconds from `now` until a moment, rounded up; 0 once it has come. */
export function secondsUntil(moment: string, now: number): number {
  return Math.max(0, Math.ceil((new Date(moment).getTime() - now) / 1_000))
}

/** Minutes and seconds, the seconds always with two digits. */
export function clock(seconds: number): { minutes: number; seconds: string } {
  return { minutes: Math.floor(seconds / 60), seconds: String(seconds % 60).padStart(2, '0') }
}
