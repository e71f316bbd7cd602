/** Products with their processes: name and section. */
export const products = [
  {
    code: 'FM',
    name: 'Facility Management',
    description: 'Work orders, assets and inspections of buildings.',
    processes: [
      ['Work orders', 'Operations'],
      ['Inspections', 'Operations'],
      ['Assets', 'Master data'],
      ['Contracts', 'Master data'],
      ['Budgets', 'Finance'],
    ],
  },
  {
    code: 'PROC',
    name: 'Procurement',
    description: 'Orders, suppliers and invoices.',
    processes: [
      ['Orders', 'Buying'],
      ['Suppliers', 'Buying'],
      ['Invoices', 'Finance'],
    ],
  },
] as const;

/** Profiles, of a product by its place or the tenant's own; the n-th opens the n-th process and the one after it. */
export const profiles = [
  { name: 'Facility Manager', product: 0 },
  { name: 'Supplier', product: 1 },
  { name: 'Client', product: 0 },
  { name: 'Night shift', product: null },
  { name: 'Nordwind auditors with a long name', product: null },
] as const;
