/** The name under which places in them are told. */
export const builtinFile = 'dbt/macros.sql'

/** The `dbt` package that every project has. A macro of the same name in the project takes its place. */
export const builtinMacros = `
{% macro generate_schema_name(custom_schema_name=none, node=none) -%}
  {#- A target without a schema puts each layer of folders (bronze, silver, gold) into a schema of its own. -#}
  {%- if target.layered -%}
    {%- if custom_schema_name is not none -%}
      {{ custom_schema_name | trim }}
    {%- elif node is not none and node.fqn | length > 2 -%}
      {{ node.fqn[1] }}
    {%- else -%}
      {{ target.schema }}
    {%- endif -%}
  {%- elif custom_schema_name is none -%}
    {{ target.schema }}
  {%- else -%}
    {{ target.schema }}_{{ custom_schema_name | trim }}
  {%- endif -%}
{%- endmacro %}

{% macro generate_alias_name(custom_alias_name=none, node=none) -%}
  {{ custom_alias_name | trim if custom_alias_name else node.name }}
{%- endmacro %}

{% macro get_where_subquery(relation) -%}
  {%- set where = config.get('where', '') -%}
  {%- if not where -%}
    {%- do return(relation) -%}
  {%- endif -%}
  (select * from {{ relation }} where {{ where }}) as gild_subquery
{%- endmacro %}

{% macro statement(name=none, fetch_result=false, auto_begin=true, language='sql') -%}
  {%- if execute -%}
    {%- set response, table = adapter.execute(caller(), auto_begin=auto_begin, fetch=fetch_result) -%}
    {%- if name is not none -%}
      {%- do store_result(name, response=response, agate_table=table) -%}
    {%- endif -%}
  {%- endif -%}
{%- endmacro %}

{% macro run_query(sql) -%}
  {%- call statement('run_query_statement', fetch_result=true, auto_begin=false) -%}
    {{ sql }}
  {%- endcall -%}
  {%- do return(load_result('run_query_statement').table) -%}
{%- endmacro %}

{% macro make_hook_metadata(sql, inside_transaction) -%}
  {%- do return(tojson({'sql': sql, 'transaction': inside_transaction})) -%}
{%- endmacro %}

{% macro before_begin(sql) -%}
  {{ make_hook_metadata(sql, inside_transaction=false) }}
{%- endmacro %}

{% macro in_transaction(sql) -%}
  {{ make_hook_metadata(sql, inside_transaction=true) }}
{%- endmacro %}

{% macro after_commit(sql) -%}
  {{ make_hook_metadata(sql, inside_transaction=false) }}
{%- endmacro %}

{% test unique(model, column_name) %}
select {{ column_name }} as unique_field, count(*) as n_records
from {{ model }}
where {{ column_name }} is not null
group by {{ column_name }}
having count(*) > 1
{% endtest %}

{% test not_null(model, column_name) %}
select {{ column_name }}
from {{ model }}
where {{ column_name }} is null
{% endtest %}

{% test accepted_values(model, column_name, values, quote=true) %}
with all_values as (
  select {{ column_name }} as value_field, count(*) as n_records
  from {{ model }}
  group by {{ column_name }}
)
select *
from all_values
where value_field not in (
  {%- for value in values -%}
    {%- if quote -%} '{{ value | string | replace("'", "''") }}' {%- else -%} {{ value }} {%- endif -%}
    {%- if not loop.last %}, {% endif -%}
  {%- endfor -%}
)
{% endtest %}

{% test relationships(model, column_name, to, field) %}
with child as (
  select {{ column_name }} as from_field
  from {{ model }}
  where {{ column_name }} is not null
), parent as (
  select {{ field }} as to_field
  from {{ to }}
)
select from_field
from child
left join parent on child.from_field = parent.to_field
where parent.to_field is null
{% endtest %}
`
