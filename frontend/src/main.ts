import './styles/base.css'

import { PiniaColada } from '@pinia/colada'
import { createPinia } from 'pinia'
import { createApp } from 'vue'

import App from './App.vue'
import { i18n, loadMessages } from './i18n'
import { askAccess } from './owner/access'
import { router } from './router'
import { start } from './sdk'

/** How long an answer counts as fresh. The live feed corrects what changes in between. */
const FRESH_MS = 20_000

void start()
void askAccess()
// Its first number takes a browser ten milliseconds: now, while the rest is on its way, and not beside the prices.
i18n.global.n(0)
await loadMessages()

createApp(App)
  .use(createPinia())
  .use(PiniaColada, { queryOptions: { staleTime: FRESH_MS } })
  .use(i18n)
  .use(router)
  .mount('#app')
