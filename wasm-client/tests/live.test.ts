import { afterEach, describe, expect, it, vi } from 'vitest'
import { Browser, refusal, settled, type FakeTab } from './live/browser.js'

const tabs: FakeTab[] = []

async function opened(browser: Browser, ...more: Parameters<Browser['tab']>): Promise<FakeTab> {
  const tab = browser.tab(...more)
  tabs.push(tab)
  await settled()
  return tab
}

afterEach(() => {
  tabs.splice(0).forEach((tab) => tab.close())
  vi.useRealTimers()
})

describe('two tabs', () => {
  it('share one stream for each feed', async () => {
    const browser = new Browser()
    const [first, second] = [await opened(browser), await opened(browser)]
    browser.products.emit(1)
    browser.stock.emit(7)
    await settled()
    expect(browser.open).toEqual([1, 1])
    expect(first.heard).toEqual(['products 1', 'stock 7'])
    expect(second.heard).toEqual(['products 1', 'stock 7'])
    expect(first.states).toEqual(['connecting', 'open'])
    expect(second.states).toEqual(['connecting', 'open'])
  })

  it('go on behind the last event when the leader closes', async () => {
    const browser = new Browser()
    const [first, second] = [await opened(browser), await opened(browser)]
    browser.products.emit(1)
    browser.stock.emit(7)
    await settled()
    first.close()
    browser.stock.emit(8)
    await settled()
    expect(browser.open).toEqual([1, 1])
    expect(browser.stock.begun).toEqual([undefined, 7])
    expect(second.heard).toEqual(['products 1', 'stock 7', 'stock 8'])
    expect(first.heard).toEqual(['products 1', 'stock 7'])
  })

  it('have no stream while both are hidden, and miss nothing of it', async () => {
    const browser = new Browser()
    const [first, second] = [await opened(browser), await opened(browser)]
    browser.products.emit(1)
    browser.stock.emit(7)
    await settled()
    first.show('hidden')
    await settled()
    expect(browser.open).toEqual([1, 1])
    second.show('hidden')
    await settled()
    expect(browser.open).toEqual([0, 0])
    expect([first.state, second.state]).toEqual(['paused', 'paused'])
    browser.stock.emit(8)
    first.show('visible')
    await settled()
    expect(browser.open).toEqual([1, 1])
    expect([first.state, second.state]).toEqual(['open', 'paused'])
    expect(first.heard).toEqual(['products 1', 'stock 7', 'stock 8'])
    expect(second.heard, 'a hidden tab hears what is told').toEqual(first.heard)
  })
})

describe('a tab', () => {
  it('that knows no event and takes over loads again, for it cannot know what it missed', async () => {
    const browser = new Browser()
    const [first, second] = [await opened(browser), await opened(browser)]
    browser.products.emit(1)
    await settled()
    first.close()
    await settled()
    expect(browser.products.begun).toEqual([undefined, 1])
    expect(second.heard).toEqual(['products 1', 'stock expired'])
  })

  it('that joins late goes on where the leader is', async () => {
    const browser = new Browser()
    const first = await opened(browser)
    browser.products.emit(5)
    browser.stock.emit(7)
    await settled()
    const second = await opened(browser)
    expect([second.heard, second.states]).toEqual([[], ['connecting', 'open']])
    first.close()
    await settled()
    expect([browser.products.begun, browser.stock.begun]).toEqual([
      [undefined, 5],
      [undefined, 7],
    ])
    expect(second.heard).toEqual([])
  })

  it('that was frozen hears that it missed something', async () => {
    const browser = new Browser()
    await opened(browser)
    const second = await opened(browser)
    browser.stock.emit(7)
    await settled()
    second.show('hidden')
    second.channel!.frozen = true
    browser.stock.emit(8)
    await settled()
    second.channel!.frozen = false
    second.show('visible')
    await settled()
    expect(second.heard).toEqual(['stock 7', 'stock expired'])
    expect(second.state).toBe('open')
    browser.stock.emit(9)
    await settled()
    expect(second.heard).toEqual(['stock 7', 'stock expired', 'stock 9'])
  })

  it('that opens hidden waits, and then loads again', async () => {
    const browser = new Browser()
    const tab = await opened(browser, 'hidden')
    expect([browser.open, tab.states]).toEqual([[0, 0], ['paused']])
    tab.show('visible')
    await settled()
    expect([browser.open, tab.states]).toEqual([
      [1, 1],
      ['paused', 'connecting', 'open'],
    ])
    expect(tab.heard).toEqual(['products expired', 'stock expired'])
  })

  it('has a stream of its own where tabs cannot meet', async () => {
    const browser = new Browser()
    const [first, second] = [
      await opened(browser, 'visible', false),
      await opened(browser, 'visible', false),
    ]
    expect(browser.open).toEqual([2, 2])
    browser.products.emit(1)
    second.show('hidden')
    await settled()
    expect([browser.open, first.heard]).toEqual([[1, 1], ['products 1']])
  })

  it('hears nothing after it closed', async () => {
    const browser = new Browser()
    const tab = await opened(browser)
    browser.products.emit(1)
    await settled()
    browser.products.emit(2)
    tab.close()
    await settled()
    expect([browser.open, tab.heard]).toEqual([[0, 0], ['products 1']])
  })
})

describe('a feed', () => {
  it('that does not reach back tells all tabs to load again, and goes on', async () => {
    const browser = new Browser()
    const [first, second] = [await opened(browser), await opened(browser)]
    browser.products.emit(1)
    browser.stock.emit(7)
    await settled()
    browser.stock.refuses = (after) => (after === 7 ? refusal('events-expired', 410) : undefined)
    first.show('hidden')
    await settled()
    expect(second.heard).toEqual(['products 1', 'stock 7', 'stock expired'])
    browser.stock.emit(9)
    await settled()
    expect(browser.stock.begun).toEqual([undefined, 7, undefined])
    expect(second.heard.at(-1)).toBe('stock 9')
    expect(first.heard).toEqual(second.heard)
  })

  it('that is refused is asked for again after a while', async () => {
    vi.useFakeTimers()
    const browser = new Browser()
    browser.stock.refuses = () => refusal('unauthorised', 401)
    const tab = browser.tab()
    tabs.push(tab)
    await vi.advanceTimersByTimeAsync(100)
    expect([browser.open, tab.state]).toEqual([[1, 0], 'waiting'])
    browser.stock.refuses = () => undefined
    await vi.advanceTimersByTimeAsync(30_000)
    expect([browser.open, tab.states]).toEqual([
      [1, 1],
      ['connecting', 'waiting', 'connecting', 'open'],
    ])
  })
})
