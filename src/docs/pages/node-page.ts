/** The page of a model, source, seed, data test, macro or exposure. */
export const nodePageTemplate = `
{%- import "parts" as parts -%}
<article class="page">
<header class="title">
<p class="crumbs"><a href="{{ node.kind | listHash }}">{{ node | kindsLabel }}</a>{% if node.group %} <span aria-hidden="true">/</span> <a href="{{ node.kind | listHash(node.group) }}">{{ node.group }}</a>{% endif %}</p>
<h1><i class="dot {{ node | dotClass }}"></i><span>{{ node.name }}</span></h1>
<p class="badges">
{%- if node.layer != 'other' %}<span class="badge layer-{{ node.layer }}">{{ node.layer }}</span>{% endif %}
{%- if node.what %}<span class="badge">{{ node.what }}</span>{% endif %}
{%- if node.run %}{{ parts.status(node.run) }}{% endif %}
{%- for tag in node.tags %}<a class="badge tag" href="{{ node.kind | listHash(tag) }}">{{ tag }}</a>{% endfor %}
</p>
</header>

{% if facts.length %}<dl class="facts">
{%- for fact in facts %}<div><dt>{{ fact.name }}</dt><dd>{{ fact.value }}</dd></div>{% endfor %}
</dl>{% endif %}

{% if node.run and node.run.message and (node.run.status == 'error' or node.run.status == 'fail' or node.run.status == 'warn') %}
<div class="alert" role="note"><strong>The last run says</strong><pre>{{ node.run.message }}</pre></div>
{% endif %}

<section id="description">
{% if node.description %}<div class="prose">{{ node.description | markdown | safe }}</div>
{% else %}<p class="quiet">No description yet.</p>{% endif %}
{% if node.exposure and node.exposure.url | isAddress %}<p><a href="{{ node.exposure.url }}" rel="noreferrer noopener">Open {{ node.name }}</a></p>{% endif %}
</section>

{% if attachedTo.length %}<section id="tested"><h2>Tests</h2>
<ul class="nodes">{% for other in attachedTo %}<li>{{ parts.link(other) }}{% if node.column %}, column <a href="{{ other.id | nodeHash(node.column) }}"><code>{{ node.column }}</code></a>{% endif %}</li>{% endfor %}</ul>
</section>{% endif %}

{% if hasLineage %}<section id="lineage"><h2>Lineage <a class="more" href="{{ node.id | lineageHash }}">Open in the graph</a></h2>
<div class="mini-graph" data-graph="{{ node.id }}"></div>
</section>{% endif %}

{% if columns.length %}<section id="columns"><h2>Columns <span class="n">{{ columns.length }}</span></h2>
<div class="scroll" tabindex="0" role="region" aria-label="Columns"><table class="columns">
<thead><tr><th>Column</th><th>Type</th><th>Description</th>{% if hasColumnTests %}<th>Data tests</th>{% endif %}</tr></thead>
<tbody>
{%- for column in columns %}
<tr data-column="{{ column.name }}"{% if column.isMissing %} class="missing"{% endif %}><th scope="row"><code>{{ column.name }}</code></th><td><code class="type">{{ column.type }}</code></td>
<td>{{ column.description | inline | safe }}{% if column.isMissing %} <span class="status status-warn">described, but not in the table</span>{% endif %}{% for tag in column.tags %} <span class="badge tag">{{ tag }}</span>{% endfor %}</td>
{%- if hasColumnTests %}<td>{% if column.tests.length %}{{ parts.tests(column.tests) }}{% endif %}</td>{% endif %}</tr>
{%- endfor %}
</tbody></table></div>
</section>{% endif %}

{% if tableTests.length %}<section id="tests"><h2>Data tests of the table <span class="n">{{ tableTests.length }}</span></h2>
{{ parts.tests(tableTests) }}
</section>{% endif %}

{% if node.arguments.length %}<section id="arguments"><h2>Arguments</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Arguments"><table><thead><tr><th>Name</th><th>Type</th><th>Description</th></tr></thead><tbody>
{%- for argument in node.arguments %}<tr><th scope="row"><code>{{ argument.name }}</code></th><td>{{ argument.type }}</td><td>{{ argument.description | inline | safe }}</td></tr>{% endfor %}
</tbody></table></div></section>{% endif %}

{% if node.rawSql %}<section id="sql"><h2>SQL</h2>
{%- if node.compiledSql %}
<div class="tabs" data-tabs>
<div role="tablist" aria-label="SQL of {{ node.name }}"><button role="tab" type="button" id="tab-raw" aria-controls="raw" aria-selected="true">Source</button><button role="tab" type="button" id="tab-compiled" aria-controls="compiled" aria-selected="false" tabindex="-1">Compiled</button></div>
<div role="tabpanel" id="raw" aria-labelledby="tab-raw">{{ parts.code(node.rawSql, 'source of ' + node.name) }}</div>
<div role="tabpanel" id="compiled" aria-labelledby="tab-compiled" hidden>{{ parts.code(node.compiledSql, 'compiled SQL of ' + node.name) }}</div>
</div>
{%- else %}{{ parts.code(node.rawSql, 'source of ' + node.name) }}{% endif %}
</section>{% endif %}

{% if node.kind != 'test' or macros.length %}<section id="dependencies" class="halves"><h2>Dependencies</h2>
{% if node.kind == 'macro' %}
{{ parts.nodes('Calls', macros, 'It calls no other macro.') }}
{{ parts.nodes('Called by', readBy, 'Nothing calls it.') }}
{% else %}
{% if node.kind != 'source' and node.kind != 'seed' %}{{ parts.nodes('Reads', reads, 'It reads nothing.') }}{% endif %}
{% if node.kind != 'test' and node.kind != 'exposure' %}{{ parts.nodes('Is read by', readBy, 'Nothing reads it.') }}{% endif %}
{% if macros.length %}{{ parts.nodes('Macros', macros, '') }}{% endif %}
{% endif %}
</section>{% endif %}

{% if node.history.length %}<section id="history"><h2>History <span class="n">{{ node.history.length }}</span></h2>
<div class="scroll" tabindex="0" role="region" aria-label="History"><table class="history">
<thead><tr><th class="right">Version</th><th>Time</th><th>Operation</th><th class="right">Rows</th><th class="right">Files</th><th>By</th></tr></thead>
<tbody>
{%- for version in node.history %}
<tr><td class="right">{{ version.version }}</td><td class="nowrap">{{ version.time | time }}</td><td>{{ version.operation }}</td><td class="right">{{ version.rows | count }}</td><td class="right nowrap">{% if version.filesAdded %}+{{ version.filesAdded | count }}{% endif %}{% if version.filesRemoved %} −{{ version.filesRemoved | count }}{% endif %}</td><td class="nowrap">{{ version.by }}</td></tr>
{%- endfor %}
</tbody></table></div>
</section>{% endif %}

{% if config.length %}<section id="config"><details><summary><h2>Configuration</h2></summary>
<dl class="config">{% for entry in config %}<div><dt>{{ entry.name }}</dt><dd><code>{{ entry.value }}</code></dd></div>{% endfor %}</dl>
</details></section>{% endif %}
</article>
`
