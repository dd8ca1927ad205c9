import { ref, type Ref } from 'vue'

/** Small choices of this browser. Reading never fails: without storage they last as long as the page. */
export const preference = {
  read(name: string): string | null {
    try {
      return localStorage.getItem(`trastienda.${name}`)
    } catch {
      return null
    }
  },
  write(name: string, value: string | null): void {
    try {
      if (value === null) localStorage.removeItem(`trastienda.${name}`)
      else localStorage.setItem(`trastienda.${name}`, value)
    } catch {
      // Storage is full or forbidden: the choice holds for this page.
    }
  },
}

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

/** The theme in use; `system` follows the machine. */
export const theme: Ref<Theme> = ref(
  THEMES.find((name) => name === preference.read('theme')) ?? 'system',
)

export function setTheme(choice: Theme): void {
  theme.value = choice
  preference.write('theme', choice === 'system' ? null : choice)
  if (choice === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = choice
}
