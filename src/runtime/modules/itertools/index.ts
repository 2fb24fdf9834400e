/** The module itertools. */
import { FAST } from '../../object/define'
import { defineModule } from '../define-module'
import { combinations_type, cwr_type, permutations_type, product_type } from './combinatoric'
import {
  accumulate_type,
  chain_type,
  compress_type,
  dropwhile_type,
  filterfalse_type,
  islice_type,
  pairwise_type,
  starmap_type,
  takewhile_type,
} from './filtering'
import { groupby_type, grouper_type, tee, tee_type, teedataobject_type, ziplongest_type } from './grouping'
import { count_type, cycle_type, repeat_type } from './infinite'

defineModule({
  name: 'itertools',
  doc: `Functional tools for creating and using iterators.

Infinite iterators:
count(start=0, step=1) --> start, start+step, start+2*step, ...
cycle(p) --> p0, p1, ... plast, p0, p1, ...
repeat(elem [,n]) --> elem, elem, elem, ... endlessly or up to n times

Iterators terminating on the shortest input sequence:
accumulate(p[, func]) --> p0, p0+p1, p0+p1+p2
chain(p, q, ...) --> p0, p1, ... plast, q0, q1, ...
chain.from_iterable([p, q, ...]) --> p0, p1, ... plast, q0, q1, ...
compress(data, selectors) --> (d[0] if s[0]), (d[1] if s[1]), ...
dropwhile(pred, seq) --> seq[n], seq[n+1], starting when pred fails
groupby(iterable[, keyfunc]) --> sub-iterators grouped by value of keyfunc(v)
filterfalse(pred, seq) --> elements of seq where pred(elem) is False
islice(seq, [start,] stop [, step]) --> elements from
       seq[start:stop:step]
pairwise(s) --> (s[0],s[1]), (s[1],s[2]), (s[2], s[3]), ...
starmap(fun, seq) --> fun(*seq[0]), fun(*seq[1]), ...
tee(it, n=2) --> (it1, it2 , ... itn) splits one iterator into n
takewhile(pred, seq) --> seq[0], seq[1], until pred fails
zip_longest(p, q, ...) --> (p[0], q[0]), (p[1], q[1]), ...

Combinatoric generators:
product(p, q, ... [repeat=1]) --> cartesian product
permutations(p[, r])
combinations(p, r)
combinations_with_replacement(p, r)
`,
  methods: { tee: FAST(tee, 'Returns a tuple of n independent iterators.') },
  types: [
    accumulate_type,
    combinations_type,
    cwr_type,
    cycle_type,
    dropwhile_type,
    takewhile_type,
    islice_type,
    starmap_type,
    chain_type,
    compress_type,
    filterfalse_type,
    count_type,
    ziplongest_type,
    pairwise_type,
    permutations_type,
    product_type,
    repeat_type,
    groupby_type,
    grouper_type,
    tee_type,
    teedataobject_type,
  ],
})
