/** Pieces that several pages share. */
export const partsTemplate = `
{% macro link(node) -%}
<a class="node-link" href="{{ node.id | nodeHash }}"><i class="dot {{ node | dotClass }}"></i>{{ node.name }}</a>
{%- endmacro %}

{% macro status(run) -%}
<span class="status status-{{ run.status | statusClass }}">{{ run.status }}</span>
{%- endmacro %}

{% macro tests(list) -%}
<ul class="tests">
{%- for test in list %}
<li><a href="{{ test.id | nodeHash }}" title="{{ test.name }}">{{ test.what if test.what != 'singular' else test.name }}</a>
{%- if test.run %} {{ status(test.run) }}{% else %} <span class="status status-none">not in the last run</span>{% endif %}</li>
{%- endfor %}
</ul>
{%- endmacro %}

{% macro nodes(title, list, otherwise) -%}
<div class="half"><h3>{{ title }}{% if list.length %} <span class="n">{{ list.length }}</span>{% endif %}</h3>
{%- if list.length %}
<ul class="nodes">
{%- for node in list %}<li>{{ link(node) }} <span class="quiet">{{ node | kindLabel }}</span></li>{% endfor %}
</ul>
{%- else %}<p class="quiet">{{ otherwise }}</p>{% endif %}</div>
{%- endmacro %}

{% macro code(sql, name) -%}
<div class="code"><button type="button" class="copy" data-copy aria-label="Copy the {{ name }}">Copy</button><pre data-sql tabindex="0" aria-label="{{ name }}"><code>{{ sql }}</code></pre></div>
{%- endmacro %}
`
