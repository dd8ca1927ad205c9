import { expect, it, vi } from 'vitest'

let panic: (text: string) => void = () => undefined

vi.mock('../pkg/client.js', () => ({
  default: () => Promise.resolve(),
  onPanic: (listener: typeof panic) => {
    panic = listener
  },
  currencies: () => '[]',
}))

it('ends what waits for the module, and everything after it', async () => {
  const { init } = await import('../ts/module.js')
  const { core } = await import('../ts/wasm.js')
  const { currencies } = await import('../ts/money.js')
  const said = vi.spyOn(console, 'error').mockReturnValue()
  await init('about:blank')
  expect(currencies()).toEqual([])
  const waiting = core.promised(() => new Promise(() => undefined))
  panic('panicked at x.rs:1')
  const stopped = {
    message: expect.stringContaining('reload the page'),
    cause: 'panicked at x.rs:1',
  }
  await expect(waiting).rejects.toMatchObject(stopped)
  await expect(core.promised(() => Promise.resolve(1))).rejects.toMatchObject(stopped)
  expect(() => currencies()).toThrow(expect.objectContaining(stopped))
  expect(said).toHaveBeenCalledWith('panicked at x.rs:1')
})
