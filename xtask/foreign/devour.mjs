import JsonApi from 'devour-client'
import { key, liveThrough, url } from './scenario.mjs'

const api = new JsonApi({ apiUrl: url, bearer: key, logger: false })
api.define('product', {
  sku: '',
  name: '',
  description: '',
  price: {},
  status: '',
  tags: [],
  category: '',
  metadata: {},
  version: 0,
})

await liveThrough('devour-client', {
  create: async (attributes) => (await api.create('product', attributes)).data,
  list: async (filter) => (await api.findAll('product', { filter, page: { size: 5 }, sort: '-name' })).data,
  get: async (id) => (await api.find('product', id)).data,
  update: async (id, attributes) => (await api.update('product', { id, ...attributes })).data,
  remove: (id) => api.destroy('product', id),
  // Of an error object this library keeps title and detail.
  refusal: (_, title) => (error) => JSON.stringify(error).includes(title),
})
