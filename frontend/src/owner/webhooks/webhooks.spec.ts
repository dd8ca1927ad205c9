import { flushPromises } from '@vue/test-utils'
import type { NewWebhook, Webhook, WebhookDelivery, WebhookPatch } from '@trastienda/client'
import { beforeEach, expect, it, vi } from 'vitest'

import { failure } from '@/testing/failures'
import { mounted } from '@/testing/mounted'
import { choose, dialog, press, type } from '@/testing/press'
import { page } from '@/testing/samples'
import { script } from '@/testing/scripted-sdk'
import { toasts } from '@/ui/toasts'

import WebhooksView from './WebhooksView.vue'
import WebhookView from './WebhookView.vue'

vi.mock('@/sdk', () => import('@/testing/scripted-sdk'))

const ID = '0194a1b0-0000-7000-8000-0000000000cc'
const webhook = (over: Partial<Webhook> = {}): Webhook => ({
  id: ID,
  url: 'https://example.com/stock',
  kinds: null,
  active: true,
  description: 'The till',
  deliveredSeq: 41,
  failing: null,
  version: 2,
  createdAt: '2026-03-01T09:00:00.000Z',
  updatedAt: '2026-03-01T09:00:00.000Z',
  ...over,
})
const delivery = (over: Partial<WebhookDelivery> = {}): WebhookDelivery => ({
  id: '7',
  webhook: ID,
  event: 40,
  try: 2,
  at: '2026-03-01T09:00:00.000Z',
  outcome: 'failed',
  status: 500,
  error: 'status',
  durationMs: 12,
  ...over,
})

const made: NewWebhook[] = []
const patches: WebhookPatch[] = []
const resent: unknown[] = []
const deleted: string[] = []
let webhooks: Webhook[] = []
let create: () => Promise<unknown>
let resend: () => Promise<unknown>

beforeEach(() => {
  made.length = patches.length = resent.length = deleted.length = 0
  toasts.value = []
  webhooks = [webhook()]
  create = () => Promise.resolve(webhook({ secret: 'whsec_c2VjcmV0' }))
  resend = () => Promise.resolve(delivery({ outcome: 'asked' }))
  script({
    webhooks: {
      list: () => Promise.resolve(page(webhooks)),
      get: () => Promise.resolve(webhooks[0]),
      create: (one: NewWebhook) => {
        made.push(one)
        return create()
      },
      update: (_: string, patch: WebhookPatch) => {
        patches.push(patch)
        return Promise.resolve(webhook())
      },
      delete: (id: string) => {
        deleted.push(id)
        return Promise.resolve()
      },
    },
    webhookDeliveries: {
      list: () => Promise.resolve(page([delivery()])),
      create: (one: unknown) => {
        resent.push(one)
        return resend()
      },
    },
  })
})

const address = (url: string) => type('input[type="url"]', url, dialog())

it('says who is told of what, and how that goes', async () => {
  webhooks = [
    webhook(),
    webhook({ id: 'b', active: false, kinds: ['stock.low', 'stock.out'] }),
    webhook({
      id: 'c',
      failing: { since: '', tries: 1, nextAt: null, error: 'tls', status: null },
    }),
  ]
  const { wrapper } = await mounted(WebhooksView)
  const text = wrapper.text()
  for (const said of ['The till', 'Everything', 'Low stock, Sold out', 'Paused', 'Failing'])
    expect(text).toContain(said)
})

it('invites where nobody is told', async () => {
  webhooks = []
  const { wrapper } = await mounted(WebhooksView)
  expect(wrapper.text()).toContain('Nobody is told yet')
})

it('shows the secret once, and forgets it with the dialog', async () => {
  await mounted(WebhooksView)
  await press('New webhook')
  await press('New webhook', dialog())
  expect(dialog().textContent).toContain('Give an address that begins with https://')
  expect(made).toEqual([])
  await address('https://example.com/stock')
  await press('New webhook', dialog())
  expect(made).toEqual([{ url: 'https://example.com/stock', kinds: null, description: '' }])
  expect(dialog().textContent).toContain('whsec_c2VjcmV0')
  await press('I have kept it', dialog())
  await press('New webhook')
  expect(document.body.textContent).not.toContain('whsec_')
})

it('is told of some kinds only, but of one at least', async () => {
  await mounted(WebhooksView)
  await press('New webhook')
  await address('https://example.com/stock')
  await choose('some', dialog())
  await press('New webhook', dialog())
  expect(dialog().textContent).toContain('Choose at least one kind.')
  const out = [...dialog().querySelectorAll<HTMLInputElement>('input[type="checkbox"]')][2]
  out?.click()
  await flushPromises()
  await press('New webhook', dialog())
  expect(made).toMatchObject([{ kinds: ['stock.out'] }])
})

it('says at the field that an address is not public', async () => {
  const fault = {
    code: 'webhook-url-private' as const,
    status: 422,
    title: '',
    detail: '',
    source: { pointer: '/data/attributes/url' },
    meta: {},
  }
  create = () => Promise.reject(failure({ code: fault.code, status: 422, errors: [fault] }))
  await mounted(WebhooksView)
  await press('New webhook')
  await address('https://10.0.0.1/')
  await press('New webhook', dialog())
  expect(dialog().textContent).toContain('That is no public address.')
  await address('https://example.com/')
  expect(dialog().textContent).not.toContain('That is no public address.')
})

it('pauses, replays from an event on, sends one again and deletes', async () => {
  const { wrapper, router } = await mounted(WebhookView, { props: { id: ID } })
  await flushPromises()
  expect(wrapper.text()).toContain('it answered 500')
  await press('Pause')
  await press('Send again: event 40')
  await press('Replay')
  await press('Send again', dialog())
  expect(patches).toEqual([{ active: false }, { deliveredSeq: 40 }])
  expect(resent).toEqual([{ webhook: ID, event: 40 }])
  await press('Delete')
  await press('Delete', dialog())
  expect(deleted).toEqual([ID])
  expect(router.currentRoute.value.name).toBe('owner-webhooks')
})

it('shows what changes before it is sent, and sends that alone', async () => {
  await mounted(WebhookView, { props: { id: ID } })
  await press('Edit')
  await address('https://example.com/new')
  await choose('some', dialog())
  await press('See what changes', dialog())
  expect(dialog().textContent).toContain('Choose at least one kind.')
  dialog().querySelector<HTMLInputElement>('input[type="checkbox"]')?.click()
  await flushPromises()
  await press('See what changes', dialog())
  expect(patches).toEqual([])
  const text = dialog().textContent
  for (const said of ['https://example.com/stock', 'https://example.com/new', 'Everything'])
    expect(text).toContain(said)
  expect(text).not.toContain('The till')
  await press('Save', dialog())
  expect(patches).toEqual([{ url: 'https://example.com/new', kinds: ['stock.changed'] }])
})

it('replaces the secret when told twice, shows the new one once, and keeps it nowhere', async () => {
  await mounted(WebhookView, { props: { id: ID } })
  await press('New secret')
  expect(patches).toEqual([])
  await press('Replace the secret', dialog())
  const { secret = '' } = patches[0] ?? {}
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  expect(dialog().textContent).toContain(secret)
  expect(JSON.stringify({ ...sessionStorage })).not.toContain('whsec_')
  await press('I have kept it', dialog())
  expect(document.body.textContent).not.toContain(secret)
})

it('says why an event cannot be sent again', async () => {
  resend = () => Promise.reject(failure({ code: 'too-many-resends', status: 409 }))
  const { wrapper } = await mounted(WebhookView, { props: { id: ID } })
  await flushPromises()
  await press('Send again: event 40')
  await vi.waitFor(() =>
    expect(wrapper.get('[role="alert"]').text()).toContain('Too many events wait to be sent again'),
  )
})
