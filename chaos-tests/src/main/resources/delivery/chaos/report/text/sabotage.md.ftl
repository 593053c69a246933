<#ftl output_format="Markdown">
# Does the checker catch real bugs?

<#if convictions?has_content>
| pipeline | the mistake | pretends to be | detected by | of | in | the correct module |
|---|---|---|---|---|---|---|
<#list convictions as conviction>
| ${code(conviction.sabotage())} | ${conviction.mistake} | ${conviction.control.module()} | ${code(conviction.accused.fault())} | <#if conviction.status().name() == "CONVICTED">${conviction.anomaly.label()}<#else>**${conviction.status().label()}**</#if> | ${conviction.extent()} | ${conviction.control.verdict().label()} |
</#list>

${convicted} of ${convictions?size} planted bugs were detected while the correct version passed. Repeat with ${code(command)}.
<#else>
No pipeline with a planted bug was tried in this run. This tries all of them: ${code(command)}.
</#if>
