import { expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'

import { mounted } from '@/testing/mounted'

import ErrorBoundary from './ErrorBoundary.vue'

const Broken = defineComponent({
  setup() {
    throw new Error('a fault of the page')
  },
  render: () => null,
})

it('says so when a page breaks, and reports the fault', async () => {
  const report = vi.fn()
  vi.stubGlobal('reportError', report)
  const { wrapper } = await mounted(
    defineComponent(() => () => h(ErrorBoundary, null, { default: () => h(Broken) })),
  )
  expect(wrapper.get('[role="alert"]').text()).toContain('Something broke on this page')
  expect(report).toHaveBeenCalledOnce()
  vi.unstubAllGlobals()
})
