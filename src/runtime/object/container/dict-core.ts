/** dict: the names other files code against. The parts: key tables, values arrays, objects, merging, instance attributes. */
export * from './dict-keys'
export * from './dict-lookup'
export * from './dict-merge'
export * from './dict-object'
export * from './dict-store'
export * from './dict-values'
export * from './dict-walk'
export * from './instance-attributes'
