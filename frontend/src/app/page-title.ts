import { computed, ref, watch } from 'vue'

const title = ref('')

/** What the page in sight is called; readers of the screen hear it when the page changes. */
export const pageTitle = computed(() => title.value)

export function setTitle(text: string): void {
  title.value = text
}

watch(title, (text) => {
  document.title = text ? `${text} · Trastienda` : 'Trastienda'
})
