<#ftl output_format="Markdown">
<#function n number><#return number?round?string[",##0"]></#function>
<#macro rate cell anomaly>
<#if cell.rate(anomaly)??><#local r = cell.rate(anomaly)> (<#if r.perMillion == 0>at most ${n(r.highPerMillion)} in a million<#else>${n(r.perMillion)} in a million, 95 % interval ${n(r.lowPerMillion)} to ${n(r.highPerMillion)}</#if>)</#if><#t>
</#macro>
# Kafka delivery semantics, measured

Suite ${run.suite.version} (commit ${run.suite.commit}), Kafka brokers ${run.kafka.broker}, clients ${run.kafka.clients}, Streams ${run.kafka.streams}, transaction version ${run.kafka.transactionVersion}, Toxiproxy ${run.toxiproxy.kind} ${run.toxiproxy.version}, seed ${run.seed}, started ${run.started}, ${run.durationSeconds?string["0.0"]} s. Repeat with ${code(run.command)}.

<#if unfinished?has_content>
**Unfinished: ${run.missing?size} planned <#if run.missing?size == 1>run is<#else>runs are</#if> missing.** The run is still going on, or was ended before:

<#list unfinished as one>
- ${one.module()}: ${one.faults()?join(", ")}
</#list>

</#if>
## The matrix

Each cell: lost / duplicated / miscounted (events / events / pages), and the verdict.

<#assign modules = matrix.modules()?filter(module -> matrix.cells()?filter(cell -> cell.module() == module)?has_content)>
<#assign faults = matrix.faults()?filter(fault -> matrix.cells()?filter(cell -> cell.fault() == fault)?has_content)>
<#if modules?has_content>
| fault |<#list modules as module> ${module} |</#list>
|---|<#list modules as module>---|</#list>
<#list faults as fault>
| ${fault} |<#list modules as module> <#if !matrix.cell(module, fault)??>not run |<#continue></#if><#assign cell = matrix.cell(module, fault)><#if cell.isAudited()>${cell.count(anomalies[0])} / ${cell.count(anomalies[1])} / ${cell.count(anomalies[2])} ${cell.verdict.shape()} ${cell.verdict.label()}<#else>${cell.verdict.shape()} ${cell.verdict.label()}</#if> |</#list>
</#list>

</#if>
<#list matrix.modules()?filter(module -> !modules?seq_contains(module)) + matrix.faults()?filter(fault -> !faults?seq_contains(fault))>
Not run: <#items as name>${name}<#sep>, </#items>.

</#list>
<#if answers?filter(answer -> answer.module()??)?has_content>
## Which guarantee do I need?

The weakest module, in this run, that did not show what you cannot have, though it was at risk of it and another did show it.

<#list answers as answer>
- ${answer.need().need()} **<#if answer.module()??>${answer.module()}<#else>Not answered by this run</#if>**<#if answer.module()??>: <#list answer.shown() as shown>${n(shown.count())} ${shown.anomaly().label()} of ${n(shown.atRisk())} at risk<#sep>, </#list>, ${answer.need().where()}</#if>.
</#list>

</#if>
## The contrasts

A guarantee that shows nothing where a weaker one shows nothing either, or where nothing was at risk, has proved nothing.

<#list contrast as finding>
- **${finding.status.shape()} ${finding.status.label()}** (${finding.rule.fault}) ${finding.rule.words} <#list finding.numbers as module, number>${module}: ${number}<#sep>; </#list>.
<#else>
- None: no two pipelines ran under a fault that sets them apart.
</#list>

## The cells

<details>
<summary>What was found in each, how it fired, and how to repeat it</summary>

<#list matrix.cells() as cell>
### ${cell.id()}: ${cell.verdict.shape()} ${cell.verdict.label()}

${cell.reason?cap_first}.<#if cell.notShown?has_content> Expected to be seen, and was not: <#list cell.notShown as anomaly>${anomaly.label()}<#sep>, </#list>.</#if>

<#if cell.isAudited()>
- ${n(cell.count(anomalies[0]))} lost<@rate cell anomalies[0]/>, ${n(cell.count(anomalies[1]))} duplicated<@rate cell anomalies[1]/> of ${n(cell.audit.events)} events<#if cell.audit.scenario.firingsRequired gt 0>; at risk: <#list anomalies?filter(anomaly -> cell.atRisk(anomaly) gt 0) as anomaly>${n(cell.atRisk(anomaly))} ${anomaly.label()}<#sep>, <#else>nothing</#list></#if>.
</#if>
<#list anomalies as anomaly><#if cell.examples(anomaly)?has_content>
- ${anomaly.label()?cap_first}, the first of ${n(cell.count(anomaly))}: ${cell.examples(anomaly)[0].sentence}
</#if></#list>
<#if cell.audit.provenFirings()?has_content>
<#assign firing = cell.audit.provenFirings()[0]>
- Fired ${cell.faultsFired()} of ${cell.audit.scenario.firingsRequired} times, first at ${n(firing.atMs)} ms: ${firing.what}<#if firing.recoveredAtMs??>; next effect acknowledged ${n(firing.recoveredAtMs - firing.atMs)} ms later</#if>
</#if>
- Seed ${cell.audit.scenario.seed}, evidence ${code(cell.evidence)}<#if cell.evidenceSha256?has_content>, SHA-256 <#if cell.repetitions?has_content>of the histories' SHA-256s, a line each,<#else>of the history</#if> ${cell.evidenceSha256}</#if>. Repeat with ${code(cell.audit.scenario.repeat)}

</#list>
</details>
