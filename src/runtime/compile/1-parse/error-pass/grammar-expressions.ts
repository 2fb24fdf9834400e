/** CPython 3.11's grammar for the error pass: expressions and targets. See grammar-statements.ts. */
export const EXPRESSIONS = `
expressions: expression (',' expression)+ [','] {Tuple} | expression ',' {Tuple} | expression
expression(memo):
  | invalid_expression
  | invalid_legacy_expression
  | disjunction 'if' disjunction 'else' expression {IfExp}
  | disjunction
  | lambdef
yield_expr: 'yield' 'from' expression {Yield} | 'yield' [star_expressions] {Yield}
star_expressions:
  | a=star_expression b=(',' a=star_expression {a})+ [','] {Tuple}
  | a=star_expression ',' {Tuple}
  | star_expression
star_expression(memo): '*' a=bitwise_or {Starred} | expression
star_named_expressions: a=','.star_named_expression+ [','] {a}
star_named_expression: '*' a=bitwise_or {Starred} | named_expression
assignment_expression: NAME ':=' ~ expression {NamedExpr}
named_expression: assignment_expression | invalid_named_expression | a=expression !':=' {a}
disjunction(memo): conjunction ('or' conjunction)+ {BoolOp} | conjunction
conjunction(memo): inversion ('and' inversion)+ {BoolOp} | inversion
inversion(memo): 'not' inversion {UnaryOp} | comparison
comparison: a=bitwise_or b=compare_op_bitwise_or_pair+ {Compare} | bitwise_or
compare_op_bitwise_or_pair:
  | eq_bitwise_or
  | noteq_bitwise_or
  | lte_bitwise_or
  | lt_bitwise_or
  | gte_bitwise_or
  | gt_bitwise_or
  | notin_bitwise_or
  | in_bitwise_or
  | isnot_bitwise_or
  | is_bitwise_or
eq_bitwise_or: '==' bitwise_or
noteq_bitwise_or: ('!=') bitwise_or
lte_bitwise_or: '<=' bitwise_or
lt_bitwise_or: '<' bitwise_or
gte_bitwise_or: '>=' bitwise_or
gt_bitwise_or: '>' bitwise_or
notin_bitwise_or: 'not' 'in' bitwise_or
in_bitwise_or: 'in' bitwise_or {In}
isnot_bitwise_or: 'is' 'not' bitwise_or
is_bitwise_or: 'is' bitwise_or
bitwise_or(left): bitwise_or '|' bitwise_xor {BinOp} | bitwise_xor
bitwise_xor(left): bitwise_xor '^' bitwise_and {BinOp} | bitwise_and
bitwise_and(left): bitwise_and '&' shift_expr {BinOp} | shift_expr
shift_expr(left): shift_expr '<<' sum {BinOp} | shift_expr '>>' sum {BinOp} | sum
sum(left): sum '+' term {BinOp} | sum '-' term {BinOp} | term
term(left):
  | term '*' factor {BinOp}
  | term '/' factor {BinOp}
  | term '//' factor {BinOp}
  | term '%' factor {BinOp}
  | term '@' factor {BinOp}
  | factor
factor(memo): '+' factor {UnaryOp} | '-' factor {UnaryOp} | '~' factor {UnaryOp} | power
power: await_primary '**' factor {BinOp} | await_primary
await_primary(memo): 'await' primary {Await} | primary
primary(left):
  | primary '.' NAME {Attribute}
  | primary genexp {Call}
  | primary '(' [arguments] ')' {Call}
  | primary '[' slices ']' {Subscript}
  | atom
slices: a=slice !',' {a} | ','.(slice | starred_expression)+ [','] {Tuple}
slice: [expression] ':' [expression] [':' [expression]] {Slice} | named_expression
atom:
  | NAME
  | 'True' {True}
  | 'False' {False}
  | 'None' {None}
  | &STRING strings
  | NUMBER
  | &'(' (tuple | group | genexp)
  | &'[' (list | listcomp)
  | &'{' (dict | set | dictcomp | setcomp)
  | '...' {Ellipsis}
group: '(' a=(yield_expr | named_expression) ')' {a} | invalid_group
lambdef: 'lambda' [lambda_params] ':' expression {Lambda}
lambda_params: invalid_lambda_parameters | lambda_parameters
lambda_parameters:
  | lambda_slash_no_default lambda_param_no_default* lambda_param_with_default* [lambda_star_etc]
  | lambda_slash_with_default lambda_param_with_default* [lambda_star_etc]
  | lambda_param_no_default+ lambda_param_with_default* [lambda_star_etc]
  | lambda_param_with_default+ [lambda_star_etc]
  | lambda_star_etc
lambda_slash_no_default: lambda_param_no_default+ '/' ',' | lambda_param_no_default+ '/' &':'
lambda_slash_with_default:
  | lambda_param_no_default* lambda_param_with_default+ '/' ','
  | lambda_param_no_default* lambda_param_with_default+ '/' &':'
lambda_star_etc:
  | invalid_lambda_star_etc
  | '*' lambda_param_no_default lambda_param_maybe_default* [lambda_kwds]
  | '*' ',' lambda_param_maybe_default+ [lambda_kwds]
  | lambda_kwds
lambda_kwds: invalid_lambda_kwds | '**' lambda_param_no_default
lambda_param_no_default: a=lambda_param ',' {a} | a=lambda_param &':' {a}
lambda_param_with_default: lambda_param default ',' | lambda_param default &':'
lambda_param_maybe_default: lambda_param [default] ',' | lambda_param [default] &':'
lambda_param: NAME {Param}
strings(memo): a=STRING+ {strings}
list: '[' a=[star_named_expressions] ']' {List}
tuple: '(' a=[a=star_named_expression ',' b=[star_named_expressions] {prepend}] ')' {Elements}
set: '{' star_named_expressions '}' {Set}
dict: '{' [double_starred_kvpairs] '}' {Dict} | '{' invalid_double_starred_kvpairs '}'
double_starred_kvpairs: ','.double_starred_kvpair+ [',']
double_starred_kvpair: '**' bitwise_or | kvpair
kvpair: expression ':' expression
for_if_clauses: for_if_clause+
for_if_clause:
  | 'async' 'for' star_targets 'in' ~ a=disjunction b=('if' a=disjunction {a})* {Clause}
  | 'for' star_targets 'in' ~ a=disjunction b=('if' a=disjunction {a})* {Clause}
  | invalid_for_target
listcomp: '[' named_expression for_if_clauses ']' {ListComp} | invalid_comprehension
setcomp: '{' named_expression for_if_clauses '}' {SetComp} | invalid_comprehension
genexp: '(' (assignment_expression | a=expression !':=' {a}) for_if_clauses ')' {GeneratorExp} | invalid_comprehension
dictcomp: '{' kvpair for_if_clauses '}' {DictComp} | invalid_dict_comprehension
arguments(memo): a=args [','] &')' {a} | invalid_arguments
args:
  | a=','.(starred_expression | a=(assignment_expression | a=expression !':=' {a}) !'=' {a})+ b=[',' a=kwargs {a}] {Args}
  | b=kwargs {Args}
kwargs:
  | a=','.kwarg_or_starred+ ',' b=','.kwarg_or_double_starred+ {join}
  | ','.kwarg_or_starred+
  | ','.kwarg_or_double_starred+
starred_expression: '*' a=expression {Starred}
kwarg_or_starred: invalid_kwarg | NAME '=' expression {Keyword} | starred_expression
kwarg_or_double_starred: invalid_kwarg | NAME '=' expression {Keyword} | '**' expression {Unpack}

star_targets: a=star_target !',' {a} | a=star_target b=(',' a=star_target {a})* [','] {Tuple}
star_targets_list_seq: ','.star_target+ [',']
star_targets_tuple_seq: star_target (',' star_target)+ [','] | star_target ','
star_target(memo): '*' (!'*' a=star_target {a}) {Starred} | target_with_star_atom
target_with_star_atom(memo):
  | t_primary '.' NAME !t_lookahead {Attribute}
  | t_primary '[' slices ']' !t_lookahead {Subscript}
  | star_atom
star_atom:
  | NAME
  | '(' a=target_with_star_atom ')' {a}
  | '(' [star_targets_tuple_seq] ')' {Elements}
  | '[' [star_targets_list_seq] ']' {List}
single_target: single_subscript_attribute_target | NAME | '(' a=single_target ')' {a}
single_subscript_attribute_target:
  | t_primary '.' NAME !t_lookahead {Attribute}
  | t_primary '[' slices ']' !t_lookahead {Subscript}
t_primary(left):
  | t_primary '.' NAME &t_lookahead {Attribute}
  | t_primary '[' slices ']' &t_lookahead {Subscript}
  | t_primary genexp &t_lookahead {Call}
  | t_primary '(' [arguments] ')' &t_lookahead {Call}
  | a=atom &t_lookahead {a}
t_lookahead: '(' | '[' | '.'
del_targets: ','.del_target+ [',']
del_target(memo):
  | t_primary '.' NAME !t_lookahead {Attribute}
  | t_primary '[' slices ']' !t_lookahead {Subscript}
  | del_t_atom
del_t_atom: NAME | '(' a=del_target ')' {a} | '(' [del_targets] ')' {Elements} | '[' [del_targets] ']' {List}
`
