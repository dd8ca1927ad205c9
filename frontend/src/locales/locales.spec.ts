import { describe, expect, it } from 'vitest'

type Messages = { [key: string]: string | Messages }
const files = import.meta.glob<Messages>('./*/*.json', { import: 'default', eager: true })

function leaves(messages: Messages, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(messages).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [[prefix + key, value] as const]
        : [...leaves(value, `${prefix}${key}.`)],
    ),
  )
}

const figures = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()
const parts = Object.keys(files)
  .filter((path) => path.startsWith('./en/'))
  .map((path) => path.slice('./en/'.length))

describe('messages', () => {
  it('stand in as many files in Spanish as in English', () => {
    expect(parts.length).toBeGreaterThanOrEqual(4)
    expect(Object.keys(files)).toHaveLength(parts.length * 2)
  })

  it.each(parts)('%s says the same things in both languages', (part) => {
    const english = leaves(files[`./en/${part}`] ?? {})
    const spanish = leaves(files[`./es/${part}`] ?? {})
    expect([...spanish.keys()].sort()).toEqual([...english.keys()].sort())
    for (const [key, text] of english) {
      expect(text.trim(), key).not.toBe('')
      expect(figures(spanish.get(key) ?? ''), key).toEqual(figures(text))
      expect(spanish.get(key)?.split(' | ').length, key).toBe(text.split(' | ').length)
    }
  })
})
