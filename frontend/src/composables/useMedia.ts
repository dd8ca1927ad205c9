import { onScopeDispose, readonly, ref, type Ref } from 'vue'

/** Whether the window fits a media query. */
export function useMedia(query: string): Readonly<Ref<boolean>> {
  const media = window.matchMedia(query)
  const fits = ref(media.matches)
  const update = () => (fits.value = media.matches)
  media.addEventListener('change', update)
  onScopeDispose(() => media.removeEventListener('change', update))
  return readonly(fits)
}
