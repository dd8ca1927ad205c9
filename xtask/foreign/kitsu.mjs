import Kitsu from 'kitsu'
import { key, liveThrough, url } from './scenario.mjs'

const api = new Kitsu({ baseURL: url, headers: { 'X-API-Key': key } })

await liveThrough('kitsu', {
  create: async (attributes) => (await api.create('products', attributes)).data,
  list: async (filter) => (await api.get('products', { params: { filter, page: { size: 5 }, sort: '-name' } })).data,
  get: async (id) => (await api.get(`products/${id}`)).data,
  update: async (id, attributes) => (await api.update('products', { id, ...attributes })).data,
  remove: (id) => api.remove('products', id),
  refusal: (code) => (error) => error.errors?.[0]?.code === code,
})
