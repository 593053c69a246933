<#ftl output_format="Markdown">
# Appendix: the judge on trial

<#if convictions?has_content>
| sabotage | the mistake | pretends to be | convicted by | of | in | the correct module |
|---|---|---|---|---|---|---|
<#list convictions as conviction>
| ${code(conviction.sabotage())} | ${conviction.mistake} | ${conviction.control.module()} | ${code(conviction.accused.fault())} | <#if conviction.status().name() == "CONVICTED">${conviction.anomaly}<#else>**${conviction.status().label()}**</#if> | ${conviction.extent()} | ${conviction.control.verdict().label()} |
</#list>

${convicted} of ${convictions?size} convicted of what they had to be. Repeat with ${code(command)}.
<#else>
No sabotaged pipeline was tried in this run. All of them are by ${code(command)}.
</#if>
