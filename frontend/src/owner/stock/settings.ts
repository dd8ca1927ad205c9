import type { Inventory, StockPolicy } from '@trastienda/client'

/** How a stock is treated, as fields hold it. */
export interface Settings {
  policy: StockPolicy
  backorderLimit: number | null
  safetyStock: number | null
  lowStockAt: number | null
}

export const POLICIES: readonly StockPolicy[] = ['deny', 'backorder', 'untracked']

export function settingsOf(level: Inventory | null): Settings {
  return {
    policy: level?.policy ?? 'deny',
    backorderLimit: level?.backorderLimit ?? null,
    safetyStock: level?.safetyStock ?? 0,
    lowStockAt: level ? level.lowStockAt : 5,
  }
}

/** What differs; an empty field means no limit and no alert, and no units held back. */
export function changedSettings(before: Settings, after: Settings): Partial<Settings> {
  const names = ['policy', 'backorderLimit', 'safetyStock', 'lowStockAt'] as const
  return Object.fromEntries(
    names
      .filter((name) => before[name] !== after[name])
      .map((name) => [name, name === 'safetyStock' ? (after[name] ?? 0) : after[name]]),
  )
}
