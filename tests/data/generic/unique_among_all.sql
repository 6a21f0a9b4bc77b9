{# Like `unique`, for large tables: only the values of rows that changed since this passed are looked for. #}
{% test unique_among_all(model, column_name) %}
select {{ column_name }} as unique_field, count(*) as n_records
from {{ model }}
where {{ column_name }} in (select {{ column_name }} from {{ changes(model) }})
group by {{ column_name }}
having count(*) > 1
{% endtest %}
