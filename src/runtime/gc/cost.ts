/**
 * What a collection costs in CPython 3.11, in predicted nanoseconds, charged where it arises, so that each phase has its share:
 * a fixed part, a part for each object examined, and for a full collection the emptying of the free lists. Measured on
 * 3.11.7 with lists of empty lists; containers with many references cost more.
 */
export const COLLECTION_NS = 150
export const CANDIDATE_NS = 21
export const CLEAR_FREE_LISTS_NS = 5850
