import { Languages, Settings, ShoppingBasket, Store, SunMoon, Tag, Warehouse } from '@lucide/vue'
import { computed, type Component, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'

import { useFoundProducts } from '@/composables/useFoundProducts'
import { setLocale } from '@/i18n'
import { useOwnerAccess } from '@/owner/access'
import { setTheme, theme } from '@/preferences'

/** Something the palette can do. */
export interface Command {
  key: string
  name: string
  icon: Component
  run: () => unknown
}

/** What fits the search: places and switches first, then products. */
export function useCommands(search: Ref<string>) {
  const { t, locale } = useI18n()
  const router = useRouter()
  const found = useFoundProducts(search)
  const access = useOwnerAccess()

  const fixed = computed<Command[]>(() => {
    const to = (route: string, name: string, icon: Component): Command[] =>
      router.hasRoute(route)
        ? [{ key: route, name, icon, run: () => router.push({ name: route }) }]
        : []
    const dark = theme.value === 'dark'
    const spanish = locale.value === 'es'
    return [
      ...to('shop', t('frame.toShop'), Store),
      ...to('basket', t('frame.basket'), ShoppingBasket),
      ...(access.value === 'open' ? to('owner', t('frame.owner'), Warehouse) : []),
      ...to('settings', t('frame.settings'), Settings),
      {
        key: 'theme',
        name: t(dark ? 'frame.palette.light' : 'frame.palette.dark'),
        icon: SunMoon,
        run: () => setTheme(dark ? 'light' : 'dark'),
      },
      {
        key: 'language',
        name: spanish ? 'English' : 'Español',
        icon: Languages,
        run: () => setLocale(spanish ? 'en' : 'es'),
      },
    ]
  })

  const commands = computed<Command[]>(() => [
    ...fixed.value.filter(({ name }) => fold(name).includes(fold(search.value.trim()))),
    ...found.value.map(({ id, name }) => ({
      key: id,
      name,
      icon: Tag,
      run: () => router.push({ name: 'product', params: { id } }),
    })),
  ])
  return { commands }
}

/** Without accents and case, as the shop's own search. */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
