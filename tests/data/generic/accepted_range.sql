{# NULL is in every range. #}
{% test accepted_range(model, column_name, min_value, max_value) %}
select *
from {{ model }}
where not {{ column_name }} between {{ min_value }} and {{ max_value }}
{% endtest %}
