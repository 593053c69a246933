<#ftl output_format="Markdown">
<#macro whole of>${of.median()?string[",##0"]} (${of.low()?string[",##0"]} – ${of.high()?string[",##0"]})</#macro>
<#macro decimal of>${of.median()?string[",##0.0"]} (${of.low()?string[",##0.0"]} – ${of.high()?string[",##0.0"]})</#macro>
<#macro ratio of>${of.median()?string["0.00"]} (${of.low()?string["0.00"]} – ${of.high()?string["0.00"]})</#macro>
# What each guarantee costs

<#if run.quick()>**A quick run**: fewer rounds, one size of events, one number of partitions. Not to be cited.

</#if>
Medians of ${run.rounds()} rounds with bootstrap 95 % intervals. What the columns mean, and how it was measured: cost.html.
<#list goals>

| goal | at least | measured | |
|---|---|---|---|
<#items as outcome>
| ${outcome.goal().variant()} ÷ ${outcome.goal().to()} | ${outcome.goal().ratio()?string["0.00"]} | <@ratio outcome.measured()/> | ${outcome.word()} |
</#items>
</#list>
<#list blocks as block>

## ${block.title()}

Events of ${block.shape()}; transaction.version ${block.transactionVersion()}.

| pipeline | events/s | ratio | pipeline, CPU-s a million | brokers, CPU-s a million | on disk, B an event |
|---|---|---|---|---|---|
<#list block.saturationRows() as row>
| ${row.variant().name()}<#if row.isAgain()> (A/A)</#if><#if !row.steady()> (not steady)</#if> | <@whole row.eventsPerSecond()/> | <#if row.isBaseline()>1<#else><@ratio row.ratio()/><#if row.ratio().holdsOne()>, no difference seen</#if></#if> | <@decimal row.pipelineCpuSeconds()/> | <@decimal row.brokerCpuSeconds()/> | <@whole row.diskBytes()/> |
</#list>
<#list block.latencyRows()>

| events/s | pipeline | p50, ms | p95 | p99 | p99.9 | p50, ratio | p99, ratio |
|---|---|---|---|---|---|---|---|
<#items as row>
| ${row.eventsPerSecond()?string[",##0"]} (${row.percent()} %) | ${row.variant().name()}<#if !row.isSustained()> (kept up in ${row.sustained()} of ${row.rounds()})</#if> |<#list row.quantiles() as quantile> <@decimal quantile/> |</#list> <@ratio row.p50Ratio()/> | <@ratio row.p99Ratio()/> |
</#items>
</#list>
<#list block.onTheWire()>

| pipeline | requests a million events | B out an event | B in an event |
|---|---|---|---|
<#items as cost>
| ${cost.variant().name()} | ${cost.wire().get().allRequests()?string[",##0"]} | ${cost.wire().get().bytesOut()?string[",##0"]} | ${cost.wire().get().bytesIn()?string[",##0"]} |
</#items>
</#list>
</#list>

<#list run.machine() as name, value>
- ${name}: ${value}
</#list>

Repeat with ${code(run.command())}.
