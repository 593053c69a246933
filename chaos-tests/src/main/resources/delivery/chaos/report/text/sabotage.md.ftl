<#ftl output_format="Markdown">
# Does the checker catch real bugs?

<#if convictions?has_content>
| sabotage | the mistake | pretends to be | convicted by | of | in | the correct module |
|---|---|---|---|---|---|---|
<#list convictions as conviction>
| ${code(conviction.sabotage())} | ${conviction.mistake} | ${conviction.control.module()} | ${code(conviction.accused.fault())} | <#if conviction.status().name() == "CONVICTED">${conviction.anomaly}<#else>**${conviction.status().label()}**</#if> | ${conviction.extent()} | ${conviction.control.verdict().label()} |
</#list>

${convicted} of ${convictions?size} planted bugs were detected while the correct version passed. Repeat with ${code(command)}.
<#else>
No sabotaged pipeline was tried in this run. This tries all of them: ${code(command)}.
</#if>
