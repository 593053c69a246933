<#ftl output_format="Markdown">
<#import "found.ftl" as found>
<#function n number><#return found.n(number)></#function>
<#-- The command of a cell, for any cell of the same run. -->
<#function pattern cell><#return cell.audit.scenario.repeat?replace("=" + cell.module(), "=MODULE")?replace("=" + cell.fault(), "=FAULT")></#function>
<#macro inStrikes cell><#list anomalies[0..1] as anomaly><#if cell.count(anomaly) gt 0 && cell.faultRate(anomaly)??>, ${cell.faultRate(anomaly).shown()} of ${cell.faultRate(anomaly).firings()} strikes<#break></#if></#list></#macro>
<#-- bold, where there is something to see -->
<#macro told cell anomaly><#if cell.count(anomaly) gt 0>**${n(cell.count(anomaly))}**<#else>0</#if></#macro>
<#macro rate cell anomaly><#local strikes = found.strikes(cell, anomaly)><#if strikes?has_content> (${strikes})</#if></#macro>
# ${headline}

Kafka delivery semantics, measured. Suite ${run.suite.version} (commit ${run.suite.commit}), Kafka brokers ${run.kafka.broker}, clients ${run.kafka.clients}, Streams ${run.kafka.streams}, transaction version ${run.kafka.transactionVersion}, Toxiproxy ${run.toxiproxy.kind} ${run.toxiproxy.version}, seed ${run.seed}, started ${run.started}, ${run.durationSeconds?string["0.0"]} s. Reproduce with ${code(run.command)}.

<#if unfinished?has_content>
**Unfinished: ${run.missing?size} planned <#if run.missing?size == 1>run is<#else>runs are</#if> missing.** The run is still going on, or was ended before:

<#list unfinished as one>
- ${one.module()}: ${one.faults()?join(", ")}
</#list>

</#if>
## The matrix

Each cell: lost / duplicated / miscounted (events / events / pages), of how many strikes showed a loss or a duplicate, and the verdict.

<#assign modules = matrix.modules()?filter(module -> matrix.cells()?filter(cell -> cell.module() == module)?has_content)>
<#assign faults = matrix.faults()?filter(fault -> matrix.cells()?filter(cell -> cell.fault() == fault)?has_content)>
<#if modules?has_content>
| fault |<#list modules as module> ${module} |</#list>
|---|<#list modules as module>---|</#list>
<#list faults as fault>
| ${fault} |<#list modules as module> <#if !matrix.cell(module, fault)??>not run |<#continue></#if><#assign cell = matrix.cell(module, fault)><#if cell.isAudited()><@told cell anomalies[0]/> / <@told cell anomalies[1]/> / <@told cell anomalies[2]/><@inStrikes cell/> ${cell.verdict.shape()} ${cell.verdict.label()}<#else>${cell.verdict.shape()} ${cell.verdict.label()}</#if> |</#list>
</#list>

</#if>
<#list matrix.modules()?filter(module -> !modules?seq_contains(module)) + matrix.faults()?filter(fault -> !faults?seq_contains(fault))>
Not run: <#items as name>${name}<#sep>, </#items>.

</#list>
<#if answers?filter(answer -> answer.module()??)?has_content>
## Which guarantee do I need?

The weakest guarantee that never showed the anomaly you must avoid, provided that some other guarantee did show it under the same fault, with events at risk.

<#list answers as answer>
- ${answer.need().need()} **<#if answer.module()??>${answer.module()}<#else>Not answered by this run</#if>**<#if answer.module()??>: <#list answer.shown() as shown>${n(shown.count())} ${shown.strikes().anomaly().label()} of ${n(shown.atRisk())} at risk, in ${shown.strikes().shown()} of ${found.counted(shown.strikes().strikes(), "strikes")} that put some at risk<#sep>; </#list>, ${answer.need().where()}<#if answer.untried()?has_content> (not under ${answer.untried()?join(", ")}, where another guarantee showed what is to be avoided)</#if><#list brokenByKafka?filter(broken -> broken.module() == answer.module() && broken.shown()?filter(anomaly -> answer.need().ruledOut()?seq_contains(anomaly))?has_content) as broken>; known exception, in the atlas: ${broken.issue()}</#list></#if>.
</#list>

</#if>
## Does the difference show?

“Zero anomalies” proves something only if a weaker guarantee shows some under the same fault, with events at risk on both sides.

<#list contrast as finding>
- **${finding.status.shape()} ${finding.status.label()}** (${finding.rule.fault}) ${finding.rule.words} <#list finding.numbers as module, number>${module}: ${number}<#sep>; </#list>.
<#else>
- None: no two pipelines ran under a fault that sets them apart.
</#list>

<#if prices?has_content>
## What it costs

Requests for 1,000 events where nothing is broken; retries are counted, Fetch and Heartbeat are left out. Throughput and latency are not measured here.

| guarantee | requests per 1,000 events | of which |
|---|---|---|
<#list prices as module, price>
| ${module} | ${price.requests()?string["#,##0.0"]} | <#list price.byApiKey() as apiKey, requests>${apiKey} ${requests?string["#,##0.0"]}<#sep>, </#list> |
</#list>

</#if>
## Settings that the figures rest on

How much is in flight at a strike, and how long it takes to notice one, are settings. The harness gives a pipeline's clients (what a module sets itself goes before these):

<#list {"under every fault": run.harness.underEveryFault()} + run.harness.byFaults() as faults, settings>
<#if settings?has_content>
- ${faults}: <#list settings as name, value>${code(name + "=" + value)}<#sep>, </#list>
</#if>
</#list>
<#if !run.harness.clients?has_content>
- this run does not say
</#if>

<#list run.harness.brokers>And the brokers: <#items as name, value>${code(name + "=" + value)}<#sep>, </#items>.

</#list>
## The cells

<details>
<summary>What was found in each, the proof of its first strike, and how to reproduce it</summary>

<#list matrix.cells()>
<#assign example = pattern(matrix.cells()[0])>
Reproduce any with ${code(example)}, where nothing else is given. All SHA-256s in full are in ${code("report.json")} and ${code("csv/cells.csv")}.

<#items as cell>
### ${cell.id()}: ${cell.verdict.shape()} ${cell.verdict.label()}

<#if cell.verdict.name() != "PASS">${cell.reason?cap_first}.</#if><#if cell.notShown?has_content> Expected, but did not appear: <#list cell.notShown as anomaly>${anomaly.label()}<#sep>, </#list>.</#if>

<#if cell.isAudited()>
- ${n(cell.count(anomalies[0]))} lost<@rate cell anomalies[0]/>, ${n(cell.count(anomalies[1]))} duplicated<@rate cell anomalies[1]/>; ${n(cell.audit.events)} events<#if cell.audit.scenario.guarantee.isolationLevel == "read_committed">, effects read at ${code("read_committed")}</#if>.
</#if>
<#list anomalies as anomaly><#if cell.examples(anomaly)?has_content>
- ${anomaly.label()?cap_first}, the first of ${n(cell.count(anomaly))}: ${cell.examples(anomaly)[0].sentence}
</#if></#list>
<#if cell.audit.provenFirings()?has_content>
<#assign firing = cell.audit.provenFirings()[0]>
- Struck ${cell.faultsFired()} of ${cell.audit.scenario.firingsRequired} times, first at ${n(firing.atMs)} ms: ${firing.what}<#if firing.recoveredAtMs??>; next effect acknowledged ${n(firing.recoveredAtMs - firing.atMs)} ms later</#if>
</#if>
- Seed ${cell.audit.scenario.seed?c}<#if cell.evidenceSha256?has_content>, evidence ${code("sha256:" + cell.evidenceSha256[0..<16])}</#if><#if pattern(cell) != example>. Reproduce with ${code(cell.audit.scenario.repeat)}</#if>

</#items>
</#list>
</details>

## Words

<#list anomalies as anomaly>
- **${anomaly.label()}**: ${definition(anomaly)}
</#list>
<#list verdicts?reverse as verdict>
- **${verdict.shape()} ${verdict.label()}**: ${definition(verdict)}.
</#list>
- **expected**: allowed by the promise, and this fault provokes it; **allowed**: the promise does not rule it out; **forbidden**: one is enough to fail.

<#list promises as promise>
- **${promise.guarantee.name}** promises: ${promise.guarantee.promise} Its effects are read at ${code(promise.guarantee.isolationLevel)}.
</#list>

<#list faults as fault>
- ${code(fault)}: ${definitions[fault]!""}
</#list>

## Cite

${citation.markdown()?no_esc}
