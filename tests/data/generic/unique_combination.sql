{#
  Rows with the same key have the same value of the column `by`, if given: then only its values among rows that changed
  since this passed are looked at. NULL in it is not.
#}
{% test unique_combination(model, columns, by=none) %}
select {{ columns | join(', ') }}, count(*) as n_records
from {{ model }}
{%- if by is not none %}
where {{ by }} in ({{ changed_partitions(model, by) }})
{%- endif %}
group by {{ columns | join(', ') }}
having count(*) > 1
{% endtest %}
