{# Like `accepted_values`, for large tables: only rows that changed since this passed are looked at. #}
{% test accepted_values_of_changed(model, column_name, values, among='true') %}
select {{ column_name }} as value_field, count(*) as n_records
from {{ changes(model) }}
where
    {{ among }}
    and {{ column_name }} not in ({% for value in values %}'{{ value }}'{{ ', ' if not loop.last }}{% endfor %})
group by {{ column_name }}
{% endtest %}
