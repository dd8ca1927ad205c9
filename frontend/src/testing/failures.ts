import type { Failure } from '@/faults'

/** An error as the client throws it. */
export function failure(over: Partial<Failure> = {}): Error {
  return Object.assign(new Error(over.detail ?? over.code ?? 'refused'), {
    code: 'internal-error',
    status: 500,
    detail: '',
    meta: {},
    requestId: null,
    errors: [],
    retryable: false,
    retryAfterMs: null,
    ...over,
    name: 'TrastiendaError',
  })
}

/** A refusal for want of stock. */
export function outOfStock(productId: string, requested: number, purchasable: number): Error {
  const fault = {
    code: 'insufficient-stock' as const,
    status: 409,
    title: 'Not enough stock',
    detail: '',
    source: null,
    meta: { productId, requested, purchasable },
  }
  return failure({ code: fault.code, status: 409, meta: fault.meta, errors: [fault] })
}
