/** What the site opens with. */
export const overviewTemplate = `
{%- import "parts" as parts -%}
<article class="page">
<header class="title"><h1>{{ site.project }}</h1>
<p class="quiet">{% if site.generatedAt %}Generated {{ site.generatedAt | time }}{% if site.gildVersion %} by gild {{ site.gildVersion }}{% endif %}{% endif %}</p></header>

<ul class="cards">
{%- for card in cards %}<li><a href="{{ card.kind | listHash }}"><strong>{{ card.count | count }}</strong> {{ card.label }}</a></li>{% endfor %}
<li><a href="#/lineage"><strong>{{ edges | count }}</strong> {{ 'edge' if edges == 1 else 'edges' }} of lineage</a></li>
</ul>

<section id="run"><h2>Last run</h2>
{% if run %}
<p><code>gild {{ run.command }}</code> of {{ run.startedAt | time }} took {{ run.seconds | duration }}:
{%- for each in run.counts %} <span class="status status-{{ each.status | statusClass }}">{{ each.count | count }} {{ each.status }}</span>{% endfor %}</p>
{% if run.problems.length %}
<h3>What is wrong</h3>
<ul class="problems">{% for each in run.problems %}<li>{% if each.node %}{{ parts.link(each.node) }}{% else %}<code>{{ each.id }}</code>{% endif %} {{ parts.status(each.run) }}{% if each.run.message %}<pre>{{ each.run.message }}</pre>{% endif %}</li>{% endfor %}</ul>
{% endif %}
{% if run.slowest.length %}
<h3>What took longest</h3>
<ol class="slowest">{% for each in run.slowest %}<li>{{ parts.link(each.node) }} <span class="bar" style="--part: {{ each.percent }}%"></span> <span class="quiet nowrap">{{ each.run.seconds | duration }}{% if each.run.rows is defined and each.run.rows != null %}, {{ each.run.rows | count }} rows{% endif %}</span></li>{% endfor %}</ol>
{% endif %}
{% else %}<p class="quiet">There is no <code>run_results.json</code> yet: <code>gild build</code> writes it.</p>{% endif %}
</section>

<section id="health"><h2>Health</h2>
<ul class="health">
{%- for check in health %}
<li><div class="check"><span>{{ check.title }}</span><meter min="0" max="{{ check.total }}" value="{{ check.good }}" low="{{ check.total * 0.5 }}" high="{{ check.total * 0.8 }}" optimum="{{ check.total }}" aria-label="{{ check.title }}"></meter><span class="quiet nowrap">{{ check.good | count }} of {{ check.total | count }}</span></div>
{%- if check.missing.length %}<details><summary>{{ check.missing.length | plural('is', 'are') }} missing</summary><ul class="nodes">{% for each in check.shown %}<li>{{ parts.link(each.node) }}{% if each.says %} <span class="quiet">{{ each.says }}</span>{% endif %}</li>{% endfor %}{% if check.more %}<li class="quiet">and {{ check.more | count }} more</li>{% endif %}</ul></details>{% endif %}</li>
{%- endfor %}
</ul></section>

{% if readme %}<section id="readme" class="prose readme"><h2>README</h2>
{{ readme | markdown | safe }}
{% if readmeCut %}<p class="quiet">README.md goes on.</p>{% endif %}
</section>{% endif %}
</article>
`
